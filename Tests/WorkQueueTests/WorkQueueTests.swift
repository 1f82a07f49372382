import Foundation
import Synchronization
import TestSupport
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(5)))
struct WorkQueueTests {
    private struct Broken: Error {}

    @Test func `work returns what it returned`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 0)
        #expect(try await queue.run { 6 * 7 } == 42)
    }

    @Test func `an error of the work passes through`() async {
        let queue = WorkQueue(label: "test", width: 1, depth: 0)
        await #expect(throws: Broken.self) { try await queue.run { throw Broken() } }
    }

    @Test func `work that failed makes room`() async {
        let queue = WorkQueue(label: "test", width: 1, depth: 0)
        try? await queue.run { throw Broken() }
        #expect(queue.load == 0)
    }

    @Test func `as many pieces of work run at once as the queue is wide`() async throws {
        let queue = WorkQueue(label: "test", width: 3, depth: 0)
        // Each piece waits until all three have come: with fewer workers none would return.
        let arrivals = Arrivals(awaited: 3)
        try await queue.runMany(3) { arrivals.arriveAndWait() }
        #expect(arrivals.mostAtOnce == 3)
    }

    @Test func `no more run at once than the queue is wide`() async throws {
        let queue = WorkQueue(label: "test", width: 2, depth: 48)
        let arrivals = Arrivals(awaited: 1)
        try await queue.runMany(50) { arrivals.arriveAndWait() }
        #expect(arrivals.mostAtOnce <= 2)
        #expect(arrivals.count == 50)
    }

    @Test func `more work than the queue holds is refused at once`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 2)
        try await queue.whileFilled(with: 3) {
            await #expect(throws: WorkQueue.Full.self) { try await queue.run {} }
        }
    }

    @Test func `refused work is not run`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 0)
        let hasRun = Mutex(false)
        try await queue.whileFilled(with: 1) {
            try? await queue.run { hasRun.withLock { $0 = true } }
        }
        #expect(hasRun.withLock { !$0 })
    }

    @Test func `the load counts what runs and what waits`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 2)
        try await queue.whileFilled(with: 3) {
            #expect(queue.load == 3)
        }
        #expect(queue.load == 0)
    }

    @Test func `the numbers tell what runs, waits, was refused and has been done`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 2)
        try await queue.whileFilled(with: 3) {
            try? await queue.run {}
            let numbers = queue.metrics
            #expect((numbers.running, numbers.waiting, numbers.refused) == (1, 2, 1))
        }
        let numbers = queue.metrics
        #expect((numbers.running, numbers.waiting, numbers.refused) == (0, 0, 1))
        #expect((numbers.runs.count, numbers.waits.count) == (3, 3))
    }

    @Test func `a full queue keeps nobody out of the other, and the queues take turns`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 3)
        let order = Order()
        let start = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.run { _ = start.wait(timeout: .now() + 120) } }
            for (number, other) in WorkQueue.Queue.allCases.enumerated() {
                for _ in 0..<3 { group.addTask { try await queue.run(in: other) { order.append(number) } } }
            }
            try await waitUntil("all are in the queues") { queue.load == 7 }
            for other in WorkQueue.Queue.allCases {
                await #expect(throws: WorkQueue.Full.self) { try await queue.run(in: other) {} }
            }
            start.signal()
            try await group.waitForAll()
        }
        #expect(order.numbers == [1, 0, 1, 0, 1, 0])
    }

    /// Lets work of the senders wait in this order, and returns the order in which it was done.
    private func order(
        of senders: [WorkQueue.Sender], depth: Int, refused: Int = 0
    ) async throws -> [Int] {
        let queue = WorkQueue(label: "test", width: 1, depth: depth)
        let order = Order()
        let refusals = Order()
        let start = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.run { _ = start.wait(timeout: .now() + 120) } }
            try await waitUntil("the worker is busy") { queue.load == 1 }
            for (number, sender) in senders.enumerated() {
                let before = queue.load + queue.metrics.refused
                group.addTask {
                    do { try await queue.run(for: sender) { order.append(number) } } catch is WorkQueue.Full {
                        refusals.append(number)
                    }
                }
                try await waitUntil("the job waits or is refused") { queue.load + queue.metrics.refused > before }
            }
            start.signal()
            try await group.waitForAll()
        }
        #expect(refusals.numbers.count == refused)
        return order.numbers
    }

    @Test func `networks take turns, and each has its own in order`() async throws {
        let senders = ["a", "a", "a", "a", "b", "b", "c"].enumerated().map {
            WorkQueue.Sender(id: "\($0.offset)", network: $0.element)
        }
        #expect(try await order(of: senders, depth: 10) == [0, 4, 6, 1, 5, 2, 3])
    }

    @Test func `a sender has two places`() async throws {
        let senders = ["x", "x", "x", "y", "x"].map { WorkQueue.Sender(id: $0, network: "n") }
        #expect(try await order(of: senders, depth: 10, refused: 2) == [0, 1, 3])
    }

    @Test func `who has the queue full gives way to a network that has less`() async throws {
        let senders = ["a", "a", "a", "b", "b", "a"].enumerated().map {
            WorkQueue.Sender(id: "\($0.offset)", network: $0.element)
        }
        #expect(try await order(of: senders, depth: 3, refused: 3) == [0, 3, 1])
    }

    @Test func `a place is free again when the work is done, or was refused`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 0)
        let sender = WorkQueue.Sender(id: "x", network: "n")
        try await queue.whileFilled(with: 1) {
            for _ in 0..<5 { await #expect(throws: WorkQueue.Full.self) { try await queue.run(for: sender) {} } }
        }
        for _ in 0..<5 { try await queue.run(for: sender) {} }
    }

    @Test func `a full queue accepts work again when some is done`() async throws {
        let queue = WorkQueue(label: "test", width: 1, depth: 0)
        try await queue.whileFilled(with: 1) {}
        #expect(try await queue.run { true })
    }
}

extension WorkQueue {
    /// Runs `work` `count` times at once and waits for all.
    fileprivate func runMany(_ count: Int, _ work: @escaping @Sendable () -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { try await self.run(work) } }
            try await group.waitForAll()
        }
    }

    /// Runs `body` while `count` pieces of work hold the queue.
    fileprivate func whileFilled(with count: Int, _ body: () async throws -> Void) async throws {
        let gate = DispatchSemaphore(value: 0)
        async let work: Void = runMany(count) {
            // Not forever: a test that would stand still fails.
            _ = gate.wait(timeout: .now() + 20)
            gate.signal()
        }
        try await waitUntil("\(count) jobs run") { load >= count }
        let result = await Result { try await body() }
        gate.signal()
        try await work
        try result.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// Counts those who are there at the same time.
private final class Arrivals: Sendable {
    private struct State {
        var here = 0
        var most = 0
        var total = 0
    }

    private let state = Mutex(State())
    private let everyone = DispatchSemaphore(value: 0)
    private let awaited: Int

    init(awaited: Int) {
        self.awaited = awaited
    }

    var mostAtOnce: Int { state.withLock { $0.most } }
    var count: Int { state.withLock { $0.total } }

    /// Waits until `awaited` have come since the first.
    func arriveAndWait() {
        let areAllHere = state.withLock { state in
            state.here += 1
            state.total += 1
            state.most = max(state.most, state.here)
            return state.total >= awaited
        }
        if areAllHere { everyone.signal() }
        _ = everyone.wait(timeout: .now() + 20)
        everyone.signal()
        state.withLock { $0.here -= 1 }
    }
}
