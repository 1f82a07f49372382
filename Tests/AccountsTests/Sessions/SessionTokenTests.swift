import Foundation
import TestSupport
import Testing

@testable import Accounts

struct SessionTokenTests {
    private let bytes = Array(UInt8(224)...255)

    private var token: SessionToken {
        SessionToken { [bytes] count in Array(bytes.prefix(count)) }
    }

    @Test func `a token is 256 random bits`() {
        let asked = SessionToken { count in
            #expect(count == 32)
            return systemRandom(count)
        }
        #expect(asked != SessionToken(random: systemRandom))
    }

    @Test func `a token is written in base64url without padding`() {
        #expect(token.encoded == "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8")
    }

    @Test func `a written token reads back`() {
        #expect(SessionToken(encoded: token.encoded) == token)
    }

    @Test func `anything of another length is no token`() {
        let encoded = token.encoded
        for text in ["", String(encoded.dropLast()), encoded + "A", encoded + "=", encoded + encoded, " " + encoded] {
            #expect(SessionToken(encoded: text) == nil)
        }
    }

    @Test(arguments: ["+", "/", "=", " ", "\n", "\0", "é", "."])
    func `anything outside of the alphabet is no token`(character: String) {
        let text = character + String(repeating: "A", count: 43 - character.utf8.count)
        #expect(text.utf8.count == 43)
        #expect(SessionToken(encoded: text) == nil)
    }

    @Test func `a token has one way to be written`() {
        let start = String(repeating: "A", count: 42)
        let read = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".filter {
            SessionToken(encoded: start + "\($0)") != nil
        }
        #expect(read == "AEIMQUYcgkosw048")
    }

    @Test func `what is stored is the SHA-256 of the bytes`() {
        let zeros = SessionToken(random: constantBytes(0))
        let known = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        #expect(zeros.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == known)
    }

    @Test func `a printed token shows nothing`() {
        #expect("\(token)" == "SessionToken(redacted)")
        #expect(String(describing: Optional(token)).contains("redacted"))
    }

    @Test func `a printed session shows nothing of its token`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            #expect("\(issued)".contains("redacted"))
            #expect(!"\(issued)".contains(issued.token.encoded))
        }
    }

    @Test func `the database holds the hash alone`() async throws {
        try await withSite { site in
            let token = try await site.signUp().token
            let stored = try site.stored()
            #expect(stored.range(of: token.hash) != nil)
            let bytes = try #require(Base64.url.decode(token.encoded))
            #expect(stored.range(of: Data(bytes)) == nil)
            #expect(stored.range(of: Data(token.encoded.utf8)) == nil)
            #expect(stored.range(of: Data(Data(bytes).base64EncodedString().utf8)) == nil)
        }
    }

    @Test func `the database does not hold the password`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try site.stored().range(of: Data(testPassword.utf8)) == nil)
        }
    }
}
