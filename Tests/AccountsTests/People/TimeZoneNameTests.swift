import Accounts
import Foundation
import Testing

@Suite struct TimeZoneNameTests {
    @Test(arguments: [
        "Europe/Berlin", "Asia/Kolkata", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Pacific/Kanton",
    ])
    func `zones have the names that IANA gives them today`(name: String) {
        #expect(TimeZoneName.all.map(\.text).contains(name))
    }

    @Test(arguments: ["", "Moon/Tycho", "Asia/Calcutta", "EST", "Etc/GMT+3", "europe/berlin", "../etc/passwd"])
    func `other names are none`(name: String) {
        #expect(TimeZoneName(name) == nil)
    }

    /// Those of Foundation's list are renamed here, and it must know them by the new names too.
    @Test func `the offset of every zone is known`() {
        let summer = Date(timeIntervalSince1970: 1_783_243_800)
        #expect(TimeZoneName.all.count > 350)
        for zone in TimeZoneName.all { #expect(TimeZone(identifier: zone.text) != nil, "\(zone.text)") }
        let atZero = TimeZoneName.all.filter { $0.offset(at: summer) == 0 }.count
        #expect(atZero < 40)
        for zone in TimeZoneName.all { #expect(abs(zone.offset(at: summer)) <= 14 * 3600, "\(zone.text)") }
    }

    @Test func `every name is shorter than what is looked at`() {
        #expect(TimeZoneName.all.allSatisfy { $0.text.utf8.count < TimeZoneName.byteLimit })
        #expect(TimeZoneName("Europe/Berlin" + String(repeating: "\u{301}", count: 40)) == nil)
    }

    @Test func `the list is in the order of the alphabet`() {
        #expect(TimeZoneName.all.map(\.text) == TimeZoneName.all.map(\.text).sorted())
    }
}
