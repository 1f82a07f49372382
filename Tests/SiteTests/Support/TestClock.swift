import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    /// 2 November 2026, 09:30:00 UTC
    static let start = Date(timeIntervalSince1970: 1_793_611_800)

    private let time = Mutex(start)

    var now: Date { time.withLock { $0 } }

    func advance(by seconds: TimeInterval) {
        time.withLock { $0 += seconds }
    }
}
