import Instrumentation
import Synchronization

/// Lets at most `width` asynchronous operations run at the same time, and at most `depth` wait for their turn, first come,
/// first served.
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
        var waiting: [Waiter] = []
        var refused = 0
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
    /// - Throws: `WorkQueue.Full` at once if too many wait; `CancellationError` if the task is cancelled while it waits; what
    ///   `operation` throws.
    public func run<Value: Sendable>(_ operation: () async throws -> Value) async throws -> Value {
        let asked = ContinuousClock.now
        try await enter()
        defer { leave() }
        waits.observe(ContinuousClock.now - asked)
        return try await runs.time(operation)
    }

    private func enter() async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.free > 0 {
                        state.free -= 1
                        return .success(())
                    }
                    guard state.waiting.count < depth else {
                        state.refused += 1
                        return .failure(WorkQueue.Full())
                    }
                    state.waiting.append(Waiter(id: id, continuation: continuation))
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func leave() {
        let next = state.withLock { state -> Waiter? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.continuation.resume()
    }
}
