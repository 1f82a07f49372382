import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct HTTPDateTests {
    @Test(arguments: [
        (784_111_777.0, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1_793_611_800.9, "Mon, 02 Nov 2026 09:30:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
    ])
    func `a date is written as HTTP wants it`(seconds: Double, expected: String) {
        #expect(HTTPDate().text(at: Date(timeIntervalSince1970: seconds)) == expected)
    }

    @Test func `every second has its own date`() {
        let (date, start) = (HTTPDate(), TestSite.start)
        #expect(date.text(at: start) == "Mon, 02 Nov 2026 09:30:00 GMT")
        #expect(date.text(at: start + 0.5) == "Mon, 02 Nov 2026 09:30:00 GMT")
        #expect(date.text(at: start + 1) == "Mon, 02 Nov 2026 09:30:01 GMT")
        #expect(date.text(at: start) == "Mon, 02 Nov 2026 09:30:00 GMT")
    }
}
