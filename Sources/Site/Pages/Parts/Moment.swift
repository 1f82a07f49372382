import Foundation

/// A point in time as pages show it, in UTC.
struct Moment: Hashable, Sendable {
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    let date: Date

    init(_ date: Date) {
        self.date = date
    }

    /// For the `datetime` attribute: "2026-11-03T14:02:00Z" (RFC 3339).
    var iso: String { date.ISO8601Format() }

    /// "3 Nov 2026, 14:02 UTC"
    var full: String {
        let parts = Self.calendar.dateComponents([.hour, .minute], from: date)
        return "\(day), \(Self.twoDigits(parts.hour)):\(Self.twoDigits(parts.minute)) UTC"
    }

    /// "3 Nov 2026"
    var day: String {
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: date)
        return "\(parts.day ?? 1) \(Self.months[(parts.month ?? 1) - 1]) \(parts.year ?? 1970)"
    }

    /// "2 minutes ago", "in 29 days"
    func relative(to now: Date) -> String {
        let seconds = Int(date.timeIntervalSince(now))
        guard abs(seconds) >= 60 else { return seconds > 0 ? "in a moment" : "just now" }
        // What is to come is rounded: thirty days less a second are "in 30 days".
        return seconds > 0 ? "in \(Self.amount(seconds, rounding: 1))" : "\(Self.amount(-seconds, rounding: 0)) ago"
    }

    /// - Parameter halves: how many halves of the unit are added before its fraction is cut off.
    private static func amount(_ seconds: Int, rounding halves: Int) -> String {
        let (size, unit) =
            switch seconds {
            case ..<3600: (60, "minute")
            case ..<86_400: (3600, "hour")
            default: (86_400, "day")
            }
        let count = (seconds + halves * size / 2) / size
        return count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
    }

    static func twoDigits(_ number: Int?) -> String {
        let text = String(number ?? 0)
        return text.count == 1 ? "0" + text : text
    }
}
