import Foundation
import Testing

@testable import Accounts

struct TwoFactorKeyTests {
    private let key = TwoFactorKey(bytes: Array("12345678901234567890".utf8))

    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `base32 is that of RFC 4648, section 10, without padding`(text: String, encoded: String) {
        #expect(Data(text.utf8).base32 == encoded)
    }

    @Test func `a key is 160 random bits`() {
        let key = TwoFactorKey { count in
            #expect(count == 20)
            return systemRandom(count)
        }
        #expect(key.bytes.count == 20)
    }

    @Test func `the key is shown in groups of four`() {
        #expect(key.text == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }

    @Test func `the URI is one of the Key URI format`() throws {
        let uri = key.uri(site: "Bat Club: north & south", username: try Username("ada.b"))
        #expect(
            uri == "otpauth://totp/Bat%20Club%20%20north%20%26%20south:ada.b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Bat%20Club%20%20north%20%26%20south&algorithm=SHA1&digits=6&period=30")
        #expect(URL(string: uri) != nil)
    }

    @Test func `a sealed key opens for its person with the site's secret alone`() throws {
        let sealed = try key.sealed(for: 1, with: .test, random: TestRandom().bytes)
        #expect(TwoFactorKey(sealed: sealed, for: 1, with: .test) == key)
        #expect(TwoFactorKey(sealed: sealed, for: 2, with: .test) == nil)
        #expect(TwoFactorKey(sealed: sealed, for: 1, with: .other) == nil)
        #expect(sealed.range(of: Data(key.bytes)) == nil)
    }

    @Test func `a damaged seal does not open`() throws {
        let sealed = try key.sealed(for: 1, with: .test, random: TestRandom().bytes)
        for index in sealed.indices {
            var damaged = sealed
            damaged[index] ^= 1
            #expect(TwoFactorKey(sealed: damaged, for: 1, with: .test) == nil)
        }
        #expect(TwoFactorKey(sealed: Data(), for: 1, with: .test) == nil)
    }

    @Test func `equal keys are sealed differently each time`() throws {
        let random = TestRandom()
        let sealed = try (0..<2).map { _ in try key.sealed(for: 1, with: .test, random: random.bytes) }
        #expect(sealed[0] != sealed[1])
    }

    @Test func `a printed key or recovery code shows nothing`() {
        #expect("\(key)" == "TwoFactorKey(redacted)")
        #expect("\(TwoFactor.pending(key))".contains("redacted"))
        #expect("\([RecoveryCode(random: systemRandom)])" == "[RecoveryCode(redacted)]")
    }
}
