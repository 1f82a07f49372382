import Accounts
import Foundation

/// A point in time as pages show it, in the time zone of the reader.
struct Timestamp: Hashable, Sendable {
    let date: Date
    /// Nil for UTC.
    private let zone: TimeZoneName?

    init(_ date: Date, in zone: TimeZoneName? = nil) {
        self.date = date
        self.zone = zone
    }

    /// For the `datetime` attribute, in UTC: "2026-11-03T14:02:00Z" (RFC 3339).
    var iso: String {
        let time = CivilTime(date)
        let day = "\(time.year)-\(CivilTime.twoDigits(time.month))-\(CivilTime.twoDigits(time.day))"
        return "\(day)T\(Self.clock(time)):\(CivilTime.twoDigits(time.second))Z"
    }

    /// "3 Nov 2026, 14:02 UTC"
    var full: FormattedDate { FormattedDate(timestamp: self, hasTime: true) }

    /// "3 Nov 2026"
    var day: FormattedDate { FormattedDate(timestamp: self, hasTime: false) }

    /// "14:02"
    var clock: String { Self.clock(CivilTime(local)) }

    /// The days since 1 January 1970, by the clocks of the zone.
    var dayNumber: Int { Int((local.timeIntervalSince1970 / 86_400).rounded(.down)) }

    private var local: Date { date + TimeInterval(zone?.offset(at: date) ?? 0) }

    func relative(to now: Date) -> RelativeTime {
        RelativeTime(seconds: Int(date.timeIntervalSince(now)))
    }

    /// The date, with or without the time, in the words of a language.
    struct FormattedDate: Hashable, Sendable {
        fileprivate let timestamp: Timestamp
        fileprivate let hasTime: Bool
    }

    fileprivate static func clock(_ time: CivilTime) -> String {
        "\(CivilTime.twoDigits(time.hour)):\(CivilTime.twoDigits(time.minute))"
    }
}

extension Timestamp.FormattedDate: Localizable {
    private static let months = [
        Text("Jan"), Text("Feb"), Text("Mar"), Text("Apr"), Text("May"), Text("Jun"), Text("Jul"), Text("Aug"),
        Text("Sep"), Text("Oct"), Text("Nov"), Text("Dec"),
    ]

    func text(in catalog: Catalog) -> String {
        let offset = timestamp.zone?.offset(at: timestamp.date) ?? 0
        let time = CivilTime(timestamp.date + TimeInterval(offset))
        let month = Self.months[time.month - 1].text(in: catalog)
        let day = Text("\(time.day) \(month) \(time.year)").text(in: catalog)
        guard hasTime else { return day }
        return Text("\(day), \(Timestamp.clock(time)) \(Self.zone(offset))").text(in: catalog)
    }

    /// "UTC", "UTC+1", "UTC-3:30": the same in every language. Abbreviations such as CST and IST stand for several
    /// zones.
    private static func zone(_ offset: Int) -> String {
        guard offset != 0 else { return "UTC" }
        let minutes = abs(offset) / 60
        let hours = "UTC\(offset < 0 ? "-" : "+")\(minutes / 60)"
        return minutes % 60 == 0 ? hours : "\(hours):\(CivilTime.twoDigits(minutes % 60))"
    }
}
