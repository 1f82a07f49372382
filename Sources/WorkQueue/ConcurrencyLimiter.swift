import Instrumentation
import Support
import Synchronization

/// Lets at most `width` asynchronous operations run at the same time, and at most `depth` wait for their turn. People take
/// turns; of one person, who comes first is served first. When as many wait as may, the newest operation of the person who
/// has most gives way to that of one who has less.
///
/// For work that waits without blocking, for example for a child process. Blocking work belongs into a ``WorkQueue``.
public final class ConcurrencyLimiter: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var free: Int
        var lastID: UInt64 = 0
        var waiting = FairQueue<Int64?, Waiter>()
        var refused = 0

        /// - Returns: who is answered at once, which may be another waiter; nil when nobody is.
        mutating func accept(
            _ waiter: Waiter, of person: Int64?, depth: Int
        ) -> (Waiter, Result<Void, any Error>)? {
            if free > 0 {
                free -= 1
                return (waiter, .success(()))
            }
            var displaced: Waiter?
            if waiting.count >= depth {
                refused += 1
                displaced = waiting.makeRoom(for: person)
                guard displaced != nil else { return (waiter, .failure(WorkQueue.Full())) }
            }
            waiting.append(waiter, of: person)
            return displaced.map { ($0, .failure(WorkQueue.Full())) }
        }
    }

    private let width: Int
    private let depth: Int
    private let state: Mutex<State>
    private let waits = Histogram()
    private let runs = Histogram()

    public init(width: Int, depth: Int) {
        precondition(width > 0 && depth >= 0, "width must be positive, depth must not be negative")
        self.width = width
        self.depth = depth
        state = Mutex(State(free: width))
    }

    /// The number of operations that wait now.
    public var waiting: Int {
        state.withLock { $0.waiting.count }
    }

    public var metrics: QueueMetrics {
        let (running, waiting, refused) = state.withLock { (width - $0.free, $0.waiting.count, $0.refused) }
        return QueueMetrics(
            running: running, waiting: waiting, refused: refused, waits: waits.distribution, runs: runs.distribution)
    }

    /// Waits for a turn and runs `operation`.
    ///
    /// - Parameter person: for whom; nil for the site itself.
    /// - Throws: `WorkQueue.Full` if too many wait; `CancellationError` if the task is cancelled while it waits; what
    ///   `operation` throws.
    public func run<Value: Sendable>(
        for person: Int64? = nil, _ operation: () async throws -> Value
    ) async throws -> Value {
        let asked = ContinuousClock.now
        try await enter(for: person)
        defer { leave() }
        waits.observe(ContinuousClock.now - asked)
        return try await runs.time(operation)
    }

    private func enter(for person: Int64?) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answered: (Waiter, Result<Void, any Error>)? = state.withLock { state in
                    let waiter = Waiter(id: id, continuation: continuation)
                    if Task.isCancelled { return (waiter, .failure(CancellationError())) }
                    return state.accept(waiter, of: person, depth: depth)
                }
                if let (waiter, result) = answered { waiter.continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiting.remove(of: person) { $0.id == id } }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next = state.withLock { state -> Waiter? in
            let next = state.waiting.popFirst()?.element
            if next == nil { state.free += 1 }
            return next
        }
        next?.continuation.resume()
    }
}
