import Dispatch
import Metrics
import Synchronization

/// Runs blocking work (hashing, files) away from Swift's cooperative threads.
///
/// At most `width` pieces of work run at the same time and at most `depth` wait in each line for their turn; beyond that
/// `run` throws ``Full`` at once, so that a flood costs its senders an answer and the process no memory.
public final class WorkQueue: Sendable {
    /// Where work waits. The lines take turns, so that a crowd in one keeps nobody in the other out.
    public enum Line: CaseIterable, Sendable {
        case ordinary
        /// For those who are known.
        case reserved
    }

    /// The queue has as much work waiting as it accepts. Try again later.
    public struct Full: Error {
        public init() {}
    }

    /// Does the work and returns what tells its caller, to be called when the worker is free again.
    private typealias Job = @Sendable () -> @Sendable () -> Void

    private struct State {
        var idle: [Int]
        var refused = 0
        private var lines: [Line: [Job]] = [:]
        private var lastServed = Line.ordinary

        init(idle: [Int]) {
            self.idle = idle
        }

        var waiting: Int { lines.values.reduce(0) { $0 + $1.count } }

        func waiting(in line: Line) -> Int { lines[line, default: []].count }

        mutating func append(_ job: @escaping Job, to line: Line) {
            lines[line, default: []].append(job)
        }

        /// From the line that was not served last, if somebody waits there.
        mutating func next() -> Job? {
            let turns = Line.allCases.filter { $0 != lastServed } + [lastServed]
            guard let line = turns.first(where: { waiting(in: $0) > 0 }) else { return nil }
            lastServed = line
            return lines[line, default: []].removeFirst()
        }
    }

    // Serial queues have threads of their own. Those of concurrent and operation queues are, on Linux, the same few on
    // which Swift's tasks run.
    private let workers: [DispatchQueue]
    private let depth: Int
    private let state: Mutex<State>
    private let waits = Histogram()
    private let runs = Histogram()

    public init(label: String, width: Int, depth: Int) {
        precondition(width > 0 && depth >= 0, "a work queue needs a worker and cannot owe work")
        workers = (1...width).map { DispatchQueue(label: "\(label).\($0)") }
        self.depth = depth
        state = Mutex(State(idle: Array(0..<width)))
    }

    /// The pieces of work that run or wait now.
    public var load: Int {
        state.withLock { workers.count - $0.idle.count + $0.waiting }
    }

    public var numbers: QueueNumbers {
        let (running, waiting, refused) = state.withLock {
            (workers.count - $0.idle.count, $0.waiting, $0.refused)
        }
        return QueueNumbers(
            running: running, waiting: waiting, refused: refused, waits: waits.distribution, runs: runs.distribution)
    }

    /// Waits for a worker, runs `work` on it and returns what it returned.
    public func run<Value: Sendable>(
        in line: Line = .ordinary, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let asked = ContinuousClock.now
        return try await withCheckedThrowingContinuation { continuation in
            let isAccepted = accept(in: line) { [waits, runs] in
                let begun = ContinuousClock.now
                let result = Result { try work() }
                waits.observe(begun - asked)
                runs.observe(ContinuousClock.now - begun)
                return { continuation.resume(with: result) }
            }
            if !isAccepted { continuation.resume(throwing: Full()) }
        }
    }

    private func accept(in line: Line, _ job: @escaping Job) -> Bool {
        state.withLock { state in
            if let worker = state.idle.popLast() {
                start(job, on: worker)
            } else if state.waiting(in: line) < depth {
                state.append(job, to: line)
            } else {
                state.refused += 1
                return false
            }
            return true
        }
    }

    private func start(_ job: @escaping Job, on worker: Int) {
        workers[worker].async {
            let tell = job()
            self.goOn(worker)
            tell()
        }
    }

    private func goOn(_ worker: Int) {
        state.withLock { state in
            if let job = state.next() { start(job, on: worker) } else { state.idle.append(worker) }
        }
    }
}
