import Foundation
import Synchronization

/// The `Date` of a response (RFC 9110, 6.6.1): "Sun, 06 Nov 1994 08:49:37 GMT". Formatted once a second.
final class HTTPDate: Sendable {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private let latest = Mutex((second: Int.min, text: ""))

    func text(at date: Date) -> String {
        let second = Int(date.timeIntervalSince1970.rounded(.down))
        return latest.withLock { latest in
            if latest.second != second { latest = (second, Self.format(date)) }
            return latest.text
        }
    }

    private static func format(_ date: Date) -> String {
        let time = CivilTime(date)
        let clock = [time.hour, time.minute, time.second].map(CivilTime.twoDigits).joined(separator: ":")
        let day = "\(CivilTime.twoDigits(time.day)) \(months[time.month - 1]) \(time.year)"
        return "\(days[time.weekday]), \(day) \(clock) GMT"
    }
}
