import Foundation
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct CivilTimeTests {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    @Test func `it is what Foundation's calendar says, in all centuries`() {
        var random = SplitMix64(seed: 7)
        let edges: [Double] = [0, -1, 951_782_399, 951_782_400, 951_868_799, 951_868_800, 4_107_542_399, 4_107_542_400]
        let others = (0..<20_000).map { _ in Double(Int64.random(in: -12_000_000_000...40_000_000_000, using: &random))
        }
        for seconds in edges + others {
            let date = Date(timeIntervalSince1970: seconds)
            let parts = Self.calendar.dateComponents(
                [.weekday, .year, .month, .day, .hour, .minute, .second], from: date)
            let time = CivilTime(date)
            #expect(
                [time.weekday + 1, time.year, time.month, time.day, time.hour, time.minute, time.second]
                    == [parts.weekday, parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second],
                "\(seconds)")
        }
    }

    @Test func `parts of a second do not count, also before 1970`() {
        #expect(CivilTime(Date(timeIntervalSince1970: 59.999)) == CivilTime(Date(timeIntervalSince1970: 59)))
        #expect(CivilTime(Date(timeIntervalSince1970: -0.001)) == CivilTime(Date(timeIntervalSince1970: -1)))
    }
}
