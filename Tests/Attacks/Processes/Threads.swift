import Foundation
import Synchronization

func pause(_ duration: Duration) {
    usleep(UInt32(max(0, duration.milliseconds * 1000)))
}

extension Duration {
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }

    /// With one decimal, to be read.
    var seconds: String { String(format: "%.1f", milliseconds / 1000) }
}

/// A thread whose result can be waited for. Clients block, so each that is to act by itself needs one.
final class Worker<Result: Sendable>: Sendable {
    private let result = Mutex<Result?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () -> Result) {
        Thread.detachNewThread { [self] in
            let value = work()
            result.withLock { $0 = value }
            isDone.signal()
        }
    }

    /// Waits for it; to be asked once.
    func wait() -> Result {
        isDone.wait()
        return result.withLock { $0 }!
    }
}

/// Does `work` on a thread for each number below `count`, all at once.
func inParallel<Result: Sendable>(_ count: Int, _ work: @escaping @Sendable (Int) -> Result) -> [Result] {
    (0..<count).map { index in Worker { work(index) } }.map { $0.wait() }
}

/// Tells threads that it is time to end.
final class StopSign: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    func set() {
        value.store(true, ordering: .releasing)
    }
}
