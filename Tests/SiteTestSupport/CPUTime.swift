import Dispatch
import Foundation
import Synchronization

/// Runs tasks on one thread after the other and adds up the CPU time that they take, without that of the queues which hash
/// and read for them.
///
/// The time is the thread's own, so that neither other tests nor other programs are in it.
final class MeasuringExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "roost.tests.measured")
    private let time = Mutex(Duration.zero)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in
            let start = Self.threadTime()
            job.runSynchronously(on: asUnownedTaskExecutor())
            let taken = Self.threadTime() - start
            time.withLock { $0 += taken }
        }
    }

    /// The CPU time of `work`.
    static func measure(_ work: @escaping @Sendable () async throws -> Void) async throws -> Duration {
        let executor = MeasuringExecutor()
        try await withTaskExecutorPreference(executor) { try await work() }
        // What runs now is in no queue any more, but the last piece may still have to be added.
        executor.queue.sync {}
        return executor.time.withLock { $0 }
    }

    private static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
