import Foundation
import Testing

@testable import Roost

struct SettingValueTests {
    @Test(
        arguments: [
            ("300s", 300), ("5m", 300), ("45m", 2700), ("12h", 43_200), ("30d", 2_592_000), ("400d", 34_560_000),
            ("30 D", 2_592_000),
        ] as [(String, TimeInterval)])
    func `a time is a number and a unit`(text: String, seconds: TimeInterval) {
        #expect(SettingValue.sessionTTL(text) == seconds)
    }

    @Test(arguments: [
        "", "30", "d", "-30d", "+30d", "3.5d", "30w", "30days", "299s", "4m", "401d", "0d", "d30", "30d30d", "３０d",
        "9223372036854775807d", "213503982334602d", "99999999999999999999d",
    ])
    func `anything else is no time`(text: String) {
        #expect(SettingValue.sessionTTL(text) == nil)
    }

    @Test(arguments: [
        ("1024B", 1024), ("1KB", 1024), ("500kb", 512_000), ("5MB", 5_242_880), ("5 mb", 5_242_880),
        ("100MB", 104_857_600),
    ])
    func `a size is a number and a unit`(text: String, bytes: Int) {
        #expect(SettingValue.maxUpload(text) == bytes)
    }

    @Test(arguments: [
        "", "5", "MB", "-5MB", "5.5MB", "5GB", "5M", "1023B", "101MB", "0MB", "9223372036854775807MB",
        "17592186044421MB",
        "99999999999999999999MB",
    ])
    func `anything else is no size`(text: String) {
        #expect(SettingValue.maxUpload(text) == nil)
    }

    @Test(arguments: [
        "http://localhost:8080", "https://roost.example.org", "https://roost.example.org/",
        "https://[2001:db8::7]:8443",
    ])
    func `a public address is a scheme, a host and perhaps a port`(text: String) {
        #expect(SettingValue.publicURL(text)?.absoluteString == text)
    }

    @Test(arguments: [
        "", "roost.example.org", "/", "https://", "https:///", "ftp://roost.example.org",
        "https://roost.example.org/site",
        "https://roost.example.org/?a=b", "https://roost.example.org?", "https://roost.example.org/#top",
        "https://someone@roost.example.org", "javascript:alert(1)", "https:roost.example.org",
    ])
    func `anything else is no public address`(text: String) {
        #expect(SettingValue.publicURL(text) == nil)
    }

    @Test(arguments: [
        ("", 0), ("127.0.0.1", 1), ("127.0.0.1,10.0.0.0/8", 2), (" 127.0.0.1 , fd00::/8 ,", 2),
    ])
    func `networks stand with commas between`(text: String, count: Int) {
        #expect(SettingValue.networks(text)?.count == count)
    }

    @Test(arguments: ["localhost", "10.0.0.0/33", "127.0.0.1 10.0.0.1", "127.0.0.1,x"])
    func `one that is no network spoils them all`(text: String) {
        #expect(SettingValue.networks(text) == nil)
    }
}
