import DequeModule
import Dispatch
import Foundation
import Synchronization

/// Threads that run the tasks of requests, and that may wait for the database while they do.
///
/// Swift's own threads must not be blocked, as everything else runs on them. But a request that leaves its thread for each
/// read sleeps and is woken up as often, which takes longer than to find a row.
public final class RequestThreads: TaskExecutor {
    public static let shared = RequestThreads()
    /// One more than there are processors, for the time that one of them waits for the disk.
    public static let count = max(2, ProcessInfo.processInfo.activeProcessorCount) + 1

    /// One for each request at most, whose number the server limits.
    private let jobs = Mutex(Deque<UnownedJob>())
    private let pending = DispatchSemaphore(value: 0)

    private init() {
        for number in 1...Self.count {
            let thread = Thread { self.run() }
            thread.name = "requests.\(number)"
            thread.start()
        }
    }

    /// Whether the calling thread is one of these.
    public static var isCurrent: Bool { pthread_getspecific(mark) != nil }

    /// Set to some address on these threads, and to none on others.
    private static let mark: pthread_key_t = {
        var key = pthread_key_t()
        guard pthread_key_create(&key, nil) == 0 else { preconditionFailure("no key is left for values of threads") }
        return key
    }()

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        pending.signal()
    }

    private func run() -> Never {
        pthread_setspecific(Self.mark, Unmanaged.passUnretained(self).toOpaque())
        while true {
            pending.wait()
            jobs.withLock { $0.popFirst() }?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
