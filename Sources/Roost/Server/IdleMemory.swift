import CMemory
import WorkQueue

/// Gives memory back to the system while the site has little to do: what only the start has used, and what a rush has left.
enum IdleMemory {
    static let interval: Duration = .seconds(20)
    /// The part of a processor that a site uses which has little to do. A busy one would soon need again what it gives.
    static let idleShare = 0.1

    /// Until its task is cancelled.
    static func maintain() async {
        // It takes some milliseconds.
        let queue = WorkQueue(label: "memory", width: 1, depth: 1)
        var used = ProcessMetrics.cpuTime()
        while (try? await Task.sleep(for: interval)) != nil {
            let (now, before) = (ProcessMetrics.cpuTime(), used)
            _ = try? await queue.run { giveBack(after: now - before) }
            used = now
        }
    }

    /// - Parameter used: processor time since the last call.
    /// - Returns: whether it was little enough.
    @discardableResult
    static func giveBack(after used: Duration) -> Bool {
        guard used < interval * idleShare else { return false }
        roost_give_memory_back()
        return true
    }
}
