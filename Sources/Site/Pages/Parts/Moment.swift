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
    var iso: String {
        let time = CivilTime(date)
        let day = "\(time.year)-\(Self.twoDigits(time.month))-\(Self.twoDigits(time.day))"
        return "\(day)T\(clock(time)):\(Self.twoDigits(time.second))Z"
    }

    /// "3 Nov 2026, 14:02 UTC"
    var full: String { "\(day), \(clock(CivilTime(date))) UTC" }

    /// "3 Nov 2026"
    var day: String {
        let time = CivilTime(date)
        return "\(time.day) \(Self.months[time.month - 1]) \(time.year)"
    }

    private func clock(_ time: CivilTime) -> String {
        "\(Self.twoDigits(time.hour)):\(Self.twoDigits(time.minute))"
    }

    func distance(to now: Date) -> Distance {
        Distance(seconds: Int(date.timeIntervalSince(now)))
    }

    /// "2 minutes ago", "in 29 days"
    func relative(to now: Date) -> String { distance(to: now).text }

    static func twoDigits(_ number: Int?) -> String {
        let text = String(number ?? 0)
        return text.utf8.count == 1 ? "0" + text : text
    }
}
