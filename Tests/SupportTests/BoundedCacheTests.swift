import Support
import Testing

struct BoundedCacheTests {
    @Test func `a value that was kept is found`() {
        var cache = BoundedCache<Int, String>(capacity: 2)
        cache.insert("one", for: 1)
        #expect(cache.find(1) == "one")
        #expect(cache.find(2) == nil)
        #expect((cache.metrics.hits, cache.metrics.misses, cache.metrics.entries) == (1, 1, 1))
    }

    @Test func `it never holds more than both halves`() {
        var cache = BoundedCache<Int, Int>(capacity: 10)
        for number in 0..<1000 {
            cache.insert(number, for: number)
            #expect(cache.metrics.entries <= 20)
        }
        #expect(cache.find(999) == 999)
        #expect(cache.find(0) == nil)
    }

    @Test func `what is asked for stays while others come and go`() {
        var cache = BoundedCache<Int, Int>(capacity: 10)
        cache.insert(-1, for: -1)
        for number in 0..<1000 {
            cache.insert(number, for: number)
            #expect(cache.find(-1) == -1)
        }
    }

    @Test func `the newest value of a key counts`() {
        var cache = BoundedCache<Int, Int>(capacity: 2)
        for value in 1...5 {
            cache.insert(value, for: 1)
            cache.insert(value, for: value + 10)
            #expect(cache.find(1) == value)
        }
    }
}
