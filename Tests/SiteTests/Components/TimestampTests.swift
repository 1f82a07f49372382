import Accounts
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TimestampTests {
    private static let now = TestSite.start

    @Test(arguments: [
        (0, "just now"), (-1, "just now"), (-59, "just now"), (1, "in a moment"), (59, "in a moment"),
        (-60, "1 minute ago"), (-119, "1 minute ago"), (-120, "2 minutes ago"), (-3599, "59 minutes ago"),
        (-3600, "1 hour ago"), (-7200, "2 hours ago"), (-86_399, "23 hours ago"), (-86_400, "1 day ago"),
        (-40 * 86_400, "40 days ago"), (60, "in 1 minute"), (3600, "in 1 hour"), (86_400, "in 1 day"),
        (30 * 86_400, "in 30 days"), (30 * 86_400 - 1, "in 30 days"), (119, "in 2 minutes"),
    ])
    func `the time from now is written in words`(seconds: Int, expected: String) {
        let timestamp = Timestamp(Self.now + TimeInterval(seconds))
        #expect(timestamp.relative(to: Self.now).text.english == expected)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z", "1 Jan 1970, 00:00 UTC"),
        (1_793_611_800, "2026-11-02T09:30:00Z", "2 Nov 2026, 09:30 UTC"),
        (1_709_251_199, "2024-02-29T23:59:59Z", "29 Feb 2024, 23:59 UTC"),
        (1_735_689_600, "2025-01-01T00:00:00Z", "1 Jan 2025, 00:00 UTC"),
        (1_767_225_599, "2025-12-31T23:59:59Z", "31 Dec 2025, 23:59 UTC"),
    ])
    func `a time is written for machines and for people`(seconds: Int, iso: String, full: String) {
        let timestamp = Timestamp(Date(timeIntervalSince1970: TimeInterval(seconds)))
        #expect(timestamp.iso == iso)
        #expect(timestamp.full.english == full)
        #expect(timestamp.day.english == String(full.prefix { $0 != "," }))
    }

    @Test(arguments: [
        (1_793_611_800, "Europe/Berlin", "2 Nov 2026, 10:30 UTC+1"),
        (1_783_243_800, "Europe/Berlin", "5 Jul 2026, 11:30 UTC+2"),
        (1_793_611_800, "Asia/Kolkata", "2 Nov 2026, 15:00 UTC+5:30"),
        (1_793_611_800, "America/St_Johns", "2 Nov 2026, 06:00 UTC-3:30"),
        (1_793_611_800, "Pacific/Kiritimati", "2 Nov 2026, 23:30 UTC+14"),
        (1_793_580_000, "America/New_York", "1 Nov 2026, 19:40 UTC-5"),
        (1_793_611_800, "Africa/Abidjan", "2 Nov 2026, 09:30 UTC"),
    ])
    func `a time is told as the clocks of a zone have it, for machines in UTC`(
        seconds: Int, zone: String, full: String
    ) throws {
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        let zone = try #require(TimeZoneName(zone))
        let timestamp = Timestamp(date, in: zone)
        #expect(timestamp.full.english == full)
        #expect(timestamp.day.english == String(full.prefix { $0 != "," }))
        #expect(timestamp.iso == Timestamp(date).iso)
    }
}
