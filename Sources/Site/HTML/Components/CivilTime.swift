import Foundation

/// A time in the Gregorian calendar, in UTC, to the second.
///
/// Foundation's calendar takes microseconds for each, and pages have many.
struct CivilTime: Hashable, Sendable {
    let year: Int
    /// 1 to 12.
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// 0 to 6, from Sunday.
    let weekday: Int

    init(_ date: Date) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let days = seconds.dividedDown(by: 86_400)
        let time = seconds - days * 86_400
        // The first of January 1970 was a Thursday.
        weekday = days + 4 - (days + 4).dividedDown(by: 7) * 7
        (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
        // Years are counted from March, so that a leap day is the last of its year, and in cycles of 400, after which
        // the calendar repeats (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
        let sinceMarch = days + Self.daysFromMarchOfYear0
        let cycle = sinceMarch.dividedDown(by: Self.daysOfCycle)
        let dayOfCycle = sinceMarch - cycle * Self.daysOfCycle
        let leapDays = dayOfCycle / 1460 - dayOfCycle / 36_524 + dayOfCycle / 146_096
        let yearOfCycle = (dayOfCycle - leapDays) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        // Five months from March on, and the five after them, have 153 days.
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
    }

    /// "2026-11-03T14:02:09Z" (RFC 3339)
    var iso: String {
        Self.digits("0000-00-00T00:00:00Z", [century, shownYear % 100, month, day, hour, minute, second])
    }

    /// "2026-11-03"
    var isoDay: String { Self.digits("0000-00-00", [century, shownYear % 100, month, day]) }

    /// "14:02"
    var clock: String { Self.digits("00:00", [hour, minute]) }

    /// RFC 3339 has years of four digits.
    private var shownYear: Int { min(max(year, 0), 9999) }
    private var century: Int { shownYear / 100 }

    /// Puts numbers in the place of the pairs of zeros of a form.
    private static func digits(_ form: StaticString, _ numbers: [Int]) -> String {
        String(unsafeUninitializedCapacity: form.utf8CodeUnitCount) { bytes in
            _ = form.withUTF8Buffer { bytes.initialize(fromContentsOf: $0) }
            var place = 0
            for number in numbers {
                while bytes[place] != UInt8(ascii: "0") { place += 1 }
                bytes[place] += UInt8(number / 10 % 10)
                bytes[place + 1] += UInt8(number % 10)
                place += 2
            }
            return form.utf8CodeUnitCount
        }
    }

    static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    /// From 1 March of the year 0 to 1 January 1970.
    private static let daysFromMarchOfYear0 = 719_468
    private static let daysOfCycle = 146_097
}

extension Int {
    /// The quotient rounded down, for negative numbers as well.
    fileprivate func dividedDown(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
