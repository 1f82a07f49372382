import Foundation

/// Something that a thread waits for; for threads that may be blocked.
final class Flag: Sendable {
    private let condition = DispatchSemaphore(value: 0)

    func wait() {
        condition.wait()
    }

    func set() {
        condition.signal()
    }
}
