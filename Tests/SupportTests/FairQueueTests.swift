import Testing

@testable import Support

struct FairQueueTests {
    private func queue(_ elements: (owner: String, Int)...) -> FairQueue<String, Int> {
        elements.reduce(into: FairQueue()) { $0.append($1.1, of: $1.owner) }
    }

    @Test func `owners take turns, and each keeps its order`() {
        var queue = queue(("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5), ("b", 6))
        var order: [Int] = []
        while let (element, _) = queue.popFirst() { order.append(element) }
        #expect(order == [1, 4, 5, 2, 6, 3] && queue.count == 0)
    }

    @Test func `an owner that is not allowed keeps its elements for later`() {
        var queue = queue(("a", 1), ("b", 2))
        #expect(queue.popFirst { $0 != "a" }?.element == 2)
        #expect(queue.popFirst { $0 != "a" } == nil)
        #expect(queue.count == 1 && queue.popFirst()?.element == 1)
    }

    @Test func `the newest of the owner with most makes room for one that has less`() {
        var queue = queue(("a", 1), ("a", 2), ("a", 3), ("b", 4))
        #expect(queue.makeRoom(for: "b") == 3)
        // Both would have two.
        #expect(queue.makeRoom(for: "b") == nil && queue.makeRoom(for: "a") == nil)
        #expect(queue.makeRoom(for: "c") == 2 && queue.makeRoom(for: "c") == nil)
        #expect(queue.count == 2)
    }

    @Test func `who leaves the queue is counted no more, and takes no turn`() {
        var queue = queue(("a", 1), ("b", 2), ("a", 3))
        #expect(queue.remove(of: "b") { $0 == 2 } == 2 && queue.count == 2)
        #expect(queue.remove(of: "b") { $0 == 2 } == nil && queue.remove(of: "a") { $0 == 9 } == nil)
        queue.append(4, of: "b")
        var order: [Int] = []
        while let (element, _) = queue.popFirst() { order.append(element) }
        #expect(order.sorted() == [1, 3, 4] && queue.count == 0)
    }
}
