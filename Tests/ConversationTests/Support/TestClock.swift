import Foundation
import Synchronization

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    /// When every test begins: 15 January 2027, 08:00 UTC.
    static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private let current = Mutex(start)

    var time: Date { current.withLock { $0 } }

    func advance(by seconds: TimeInterval) {
        current.withLock { $0 += seconds }
    }
}
