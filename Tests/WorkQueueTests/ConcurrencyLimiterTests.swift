import Synchronization
import TestSupport
import Testing

@testable import WorkQueue

@Suite(.timeLimit(.minutes(5)))
struct ConcurrencyLimiterTests {
    @Test func `so many go on at once and no more`() async throws {
        let limiter = ConcurrencyLimiter(width: 3, depth: 100)
        let counter = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await limiter.run {
                        counter.began()
                        try await Task.sleep(for: .milliseconds(2))
                        counter.ended()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(counter.most == 3)
        #expect(counter.now == 0)
    }

    @Test func `turns come in order`() async throws {
        let limiter = ConcurrencyLimiter(width: 1, depth: 10)
        let order = Order()
        let gate = Gate()
        async let first: Void = limiter.run { await gate.wait() }
        try await gate.isWaitedFor()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask { try await limiter.run { order.append(number) } }
                try await waitUntil("operation \(number) waits") { limiter.waiting > number }
            }
            gate.open()
            try await group.waitForAll()
        }
        try await first
        #expect(order.numbers == [0, 1, 2, 3, 4])
    }

    @Test func `people take turns, and whoever has most waiting gives way`() async throws {
        let limiter = ConcurrencyLimiter(width: 1, depth: 4)
        let (order, gate) = (Order(), Gate())
        async let first: Void = limiter.run(for: 1) { await gate.wait() }
        try await gate.isWaitedFor()
        await withTaskGroup(of: Bool.self) { group in
            for (index, person) in [1, 1, 1, 1, 2].enumerated() as EnumeratedSequence<[Int64]> {
                group.addTask {
                    do {
                        try await limiter.run(for: person) { order.append(Int(person) * 10 + index) }
                        return true
                    } catch { return false }
                }
                try? await waitUntil("operation \(index) waits") { limiter.waiting > min(index, 3) || index == 4 }
            }
            // The fifth has taken the place of the newest of the first person.
            try? await waitUntil("one is refused") { limiter.metrics.refused == 1 }
            gate.open()
            var done = 0
            for await isDone in group where isDone { done += 1 }
            #expect(done == 4)
        }
        try await first
        #expect(order.numbers == [10, 24, 11, 12])
    }

    @Test func `who would wait behind too many is told at once`() async throws {
        let (limiter, gate) = (ConcurrencyLimiter(width: 1, depth: 0), Gate())
        async let first: Void = limiter.run { await gate.wait() }
        try await gate.isWaitedFor()
        await #expect(throws: WorkQueue.Full.self) { try await limiter.run {} }
        gate.open()
        try await first
        try await limiter.run {}
    }

    @Test func `who is cancelled while waiting leaves, and takes no turn`() async throws {
        let (limiter, gate) = (ConcurrencyLimiter(width: 1, depth: 10), Gate())
        async let first: Void = limiter.run { await gate.wait() }
        try await gate.isWaitedFor()
        let second = Task { try await limiter.run {} }
        try await waitUntil("the second operation waits") { limiter.waiting == 1 }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(limiter.waiting == 0)
        gate.open()
        try await first
        try await limiter.run {}
    }

    @Test func `a turn that fails is given on`() async throws {
        struct Broken: Error {}
        let limiter = ConcurrencyLimiter(width: 1, depth: 0)
        await #expect(throws: Broken.self) { try await limiter.run { throw Broken() } }
        try await limiter.run {}
    }
}

private final class Counter: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var now: Int { counts.withLock { $0.now } }
    var most: Int { counts.withLock { $0.most } }

    func began() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func ended() {
        counts.withLock { $0.now -= 1 }
    }
}

final class Order: Sendable {
    private let list = Mutex<[Int]>([])

    var numbers: [Int] { list.withLock { $0 } }

    func append(_ number: Int) {
        list.withLock { $0.append(number) }
    }
}

/// Holds an operation until it is opened.
private final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var isWaitedFor = false
    }

    private let state = Mutex(State())

    func wait() async {
        state.withLock { $0.isWaitedFor = true }
        while !state.withLock({ $0.isOpen }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
    }

    func isWaitedFor() async throws {
        try await waitUntil("the gate is waited for") { state.withLock { $0.isWaitedFor } }
    }

    func open() {
        state.withLock { $0.isOpen = true }
    }
}
