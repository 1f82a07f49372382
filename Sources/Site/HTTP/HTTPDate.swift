import Foundation
import Synchronization

/// The `Date` of an answer (RFC 9110, 6.6.1): "Sun, 06 Nov 1994 08:49:37 GMT". Written once a second.
final class HTTPDate: Sendable {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    private let latest = Mutex((second: Int.min, text: ""))

    func text(at date: Date) -> String {
        let second = Int(date.timeIntervalSince1970.rounded(.down))
        return latest.withLock { latest in
            if latest.second != second { latest = (second, Self.format(date)) }
            return latest.text
        }
    }

    private static func format(_ date: Date) -> String {
        let parts = Moment.calendar.dateComponents(
            [.weekday, .year, .month, .day, .hour, .minute, .second], from: date)
        let time = [parts.hour, parts.minute, parts.second].map(Moment.twoDigits).joined(separator: ":")
        let day = "\(Moment.twoDigits(parts.day)) \(Moment.months[(parts.month ?? 1) - 1]) \(parts.year ?? 1970)"
        return "\(days[(parts.weekday ?? 1) - 1]), \(day) \(time) GMT"
    }
}
