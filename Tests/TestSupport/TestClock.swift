import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    /// 15 January 2027, 08:00 UTC. Codes of 30 seconds change here.
    public static let start = Date(timeIntervalSince1970: 1_800_000_000)

    private let first: Date
    private let time: Mutex<Date>

    public init(at first: Date = start) {
        self.first = first
        time = Mutex(first)
    }

    public var now: Date { time.withLock { $0 } }

    public func advance(by seconds: TimeInterval) {
        time.withLock { $0 += seconds }
    }

    /// - Parameter seconds: after the time at which the clock was made.
    public func set(to seconds: TimeInterval) {
        time.withLock { $0 = first + seconds }
    }
}
