import Dispatch
import Instrumentation
import Testing
import WorkQueue

@Suite(.timeLimit(.minutes(5)))
struct RequestThreadsTests {
    @Test func `a task runs on these threads, with the tasks that it starts and waits for`() async {
        let found = await Task(executorPreference: RequestThreads.shared) {
            async let child = RequestThreads.isCurrent
            let isCurrent = RequestThreads.isCurrent
            await Task.yield()
            return await [isCurrent, RequestThreads.isCurrent, child]
        }.value
        #expect(found == [true, true, true])
    }

    @Test func `other tasks do not run on them`() async {
        let isCurrent = await Task.detached { RequestThreads.isCurrent }.value
        #expect(!isCurrent)
    }

    @Test func `a thread that waits does not keep the others from their tasks`() async {
        let (blocked, released) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let waiting = Task(executorPreference: RequestThreads.shared) {
            blocked.signal()
            released.waitHere()
        }
        await Task.detached { blocked.waitHere() }.value
        // With a single thread, this would wait for the one above.
        for _ in 0..<100 { await Task(executorPreference: RequestThreads.shared) {}.value }
        released.signal()
        await waiting.value
    }

    @Test func `every task of a crowd runs once`() async {
        let count = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10_000 {
                group.addTask(executorPreference: RequestThreads.shared) { count.add() }
            }
        }
        #expect(count.value == 10_000)
    }
}

extension DispatchSemaphore {
    /// `wait` cannot be called where a task may be suspended. A test that would wait forever fails.
    fileprivate func waitHere() {
        #expect(wait(timeout: .now() + 60) == .success)
    }
}
