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

    @Test func `costs limit the cache, and what is removed or replaced costs nothing`() {
        var cache = BoundedCache<Int, String>(capacity: 100)
        for number in 0..<1000 {
            cache.insert("value", for: number, cost: 30)
            #expect(cache.cost <= 2 * 120)
        }
        cache.insert("other", for: 999, cost: 10)
        #expect(cache.find(999) == "other")
        for number in 0..<1000 { cache.remove(number) }
        #expect(cache.cost == 0 && cache.metrics.entries == 0)
        cache.insert("value", for: 1, cost: 5)
        cache.removeAll()
        #expect(cache.cost == 0 && cache.find(1) == nil)
    }

    @Test func `a value that was read before a removal is not kept after it`() {
        var cache = BoundedCache<Int, String>(capacity: 100)
        var generation = cache.generation
        cache.remove(2)
        cache.insert("stale", for: 1, readAt: generation)
        #expect(cache.find(1) == nil)
        generation = cache.generation
        cache.removeAll()
        cache.insert("stale", for: 1, readAt: generation)
        #expect(cache.find(1) == nil)
        cache.insert("fresh", for: 1, readAt: cache.generation)
        #expect(cache.find(1) == "fresh")
    }
}
