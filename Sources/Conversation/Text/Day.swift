import Accounts
import Foundation

extension Date {
    /// The beginning of a day.
    ///
    /// - Parameters:
    ///   - day: as in 2026-01-31 (RFC 3339, full-date); nil comes of anything else.
    ///   - days: how many days later.
    ///   - timeZone: nil for UTC.
    public init?(startOf day: String, plus days: Int = 0, in timeZone: TimeZoneName?) {
        guard day.utf8.count <= 10 else { return nil }
        let numbers = day.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3, (1970...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone.flatMap { TimeZone(identifier: $0.text) } ?? .gmt
        let components = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2] + days)
        guard let date = calendar.date(from: components) else { return nil }
        self = date
    }
}
