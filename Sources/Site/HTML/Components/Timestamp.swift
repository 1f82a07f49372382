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
    var iso: String { CivilTime(date).iso }

    /// For the `datetime` attribute, in UTC: "2026-11-03".
    var isoDay: String { CivilTime(date).isoDay }

    /// "3 Nov 2026, 14:02 UTC"
    var full: FormattedDate { FormattedDate(timestamp: self, hasTime: true) }

    /// "3 Nov 2026"
    var day: FormattedDate { FormattedDate(timestamp: self, hasTime: false) }

    /// "14:02"
    var clock: String { CivilTime(local).clock }

    /// The days since 1 January 1970, by the clocks of the zone.
    var dayNumber: Int { Int((local.timeIntervalSince1970 / 86_400).rounded(.down)) }

    private var local: Date { date + TimeInterval(offset) }

    /// Of the zone, in seconds.
    fileprivate var offset: Int { zone?.offset(at: date) ?? 0 }

    func relative(to now: Date) -> RelativeTime {
        RelativeTime(seconds: Int(date.timeIntervalSince(now)))
    }

    /// The date, with or without the time, in the words of a language.
    struct FormattedDate: Hashable, Sendable {
        fileprivate let timestamp: Timestamp
        fileprivate let hasTime: Bool
    }
}

extension Timestamp.FormattedDate: Localizable {
    func text(in catalog: Catalog) -> String {
        var text = ""
        forEachPiece(in: catalog) { text += $0 }
        return text
    }

    /// A page may have a hundred dates, of which no strings need to be made.
    func write(in catalog: Catalog, to html: inout HTML) {
        forEachPiece(in: catalog) { html.append(escaping: $0) }
    }

    private func forEachPiece(in catalog: Catalog, _ body: (String) -> Void) {
        let offset = timestamp.offset
        let time = CivilTime(timestamp.date + TimeInterval(offset))
        catalog.dateFormat.forEachPiece(of: time, offset: hasTime ? offset : nil, body)
    }
}
