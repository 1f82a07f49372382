import Dispatch
import Instrumentation
import Synchronization

/// Runs blocking work (hashing, files) away from Swift's cooperative threads.
///
/// At most `width` jobs run at the same time, and at most `depth` wait in each queue. Beyond that `run` throws ``Full`` at
/// once, so that a flood is refused and takes no memory. A full queue still accepts work from a network that has less in it
/// than another: the newest job of the other network is refused instead.
public final class WorkQueue: Sendable {
    /// Where work waits. The queues take turns, so that a crowd in one does not delay the other.
    public enum Queue: CaseIterable, Sendable {
        case ordinary
        /// For work that a crowd must not delay, such as that of known browsers.
        case reserved
    }

    /// Too much work is waiting. Try again later.
    public struct Full: Error {
        public init() {}
    }

    /// The client that work is done for.
    public struct Sender: Sendable {
        /// How many jobs of one sender may run or wait at the same time.
        public static let places = 2

        let id: String
        let network: String

        /// - Parameters:
        ///   - id: identifies the sender, who has ``places`` of its own.
        ///   - network: takes turns with others in a queue.
        public init(id: String, network: String) {
            self.id = id
            self.network = network
        }
    }

    // Serial queues have threads of their own. On Linux, concurrent and operation queues share the few threads that run
    // Swift's tasks.
    private let workers: [DispatchQueue]
    private let depth: Int
    private let state: Mutex<State>
    private let waits = Histogram()
    private let runs = Histogram()

    public init(label: String, width: Int, depth: Int) {
        precondition(width > 0 && depth >= 0, "width must be positive, depth must not be negative")
        workers = (1...width).map { DispatchQueue(label: "\(label).\($0)") }
        self.depth = depth
        state = Mutex(State(idle: Array(0..<width)))
    }

    /// The jobs that run or wait now.
    public var load: Int {
        state.withLock { workers.count - $0.idle.count + $0.waiting }
    }

    public var metrics: QueueMetrics {
        let (running, waiting, refused) = state.withLock {
            (workers.count - $0.idle.count, $0.waiting, $0.refused)
        }
        return QueueMetrics(
            running: running, waiting: waiting, refused: refused, waits: waits.distribution, runs: runs.distribution)
    }

    /// Waits for a worker, runs `work` on it and returns the result.
    ///
    /// - Throws: ``Full`` at once if the queue is full or `sender` has used its places, and later if another network's work
    ///   takes its turn; what `work` throws.
    public func run<Value: Sendable>(
        in queue: Queue = .ordinary, for sender: Sender? = nil, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let asked = ContinuousClock.now
        return try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                sender: sender,
                run: {
                    let result = Result { try self.counted(since: asked, work) }
                    return { continuation.resume(with: result) }
                }, refuse: { continuation.resume(throwing: Full()) })
            let refused = state.withLock { state in
                let (refused, worker) = state.accept(job, in: queue, depth: depth)
                if let worker { start(job, on: worker) }
                return refused
            }
            refused?.refuse()
        }
    }

    /// Runs `work` on the calling thread, which may be blocked, and counts it with the rest.
    public func runHere<Value>(_ work: () throws -> Value) rethrows -> Value {
        try counted(since: .now, work)
    }

    private func counted<Value>(since asked: ContinuousClock.Instant, _ work: () throws -> Value) rethrows -> Value {
        let begun = ContinuousClock.now
        waits.observe(begun - asked)
        defer { runs.observe(ContinuousClock.now - begun) }
        return try work()
    }

    private func start(_ job: Job, on worker: Int) {
        workers[worker].async {
            let tell = job.run()
            self.goOn(worker, after: job)
            tell()
        }
    }

    private func goOn(_ worker: Int, after job: Job) {
        state.withLock { state in
            state.leave(job.sender)
            if let next = state.next() { start(next, on: worker) } else { state.idle.append(worker) }
        }
    }
}
