import Foundation
import Testing

@testable import Site

@Suite struct MomentTests {
    private static let now = TestClock.start

    @Test(arguments: [
        (0, "just now"), (-1, "just now"), (-59, "just now"), (1, "in a moment"), (59, "in a moment"),
        (-60, "1 minute ago"), (-119, "1 minute ago"), (-120, "2 minutes ago"), (-3599, "59 minutes ago"),
        (-3600, "1 hour ago"), (-7200, "2 hours ago"), (-86_399, "23 hours ago"), (-86_400, "1 day ago"),
        (-40 * 86_400, "40 days ago"), (60, "in 1 minute"), (3600, "in 1 hour"), (86_400, "in 1 day"),
        (30 * 86_400, "in 30 days"), (30 * 86_400 - 1, "in 30 days"), (119, "in 2 minutes"),
    ])
    func theDistanceIsToldInWords(seconds: Int, expected: String) {
        let moment = Moment(Self.now + TimeInterval(seconds))
        #expect(moment.relative(to: Self.now) == expected)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z", "1 Jan 1970, 00:00 UTC"),
        (1_793_611_800, "2026-11-02T09:30:00Z", "2 Nov 2026, 09:30 UTC"),
        (1_709_251_199, "2024-02-29T23:59:59Z", "29 Feb 2024, 23:59 UTC"),
        (1_735_689_600, "2025-01-01T00:00:00Z", "1 Jan 2025, 00:00 UTC"),
        (1_767_225_599, "2025-12-31T23:59:59Z", "31 Dec 2025, 23:59 UTC"),
    ])
    func aMomentIsWrittenForMachinesAndForPeople(seconds: Int, iso: String, full: String) {
        let moment = Moment(Date(timeIntervalSince1970: TimeInterval(seconds)))
        #expect(moment.iso == iso)
        #expect(moment.full == full)
        #expect(moment.day == String(full.prefix { $0 != "," }))
    }
}
