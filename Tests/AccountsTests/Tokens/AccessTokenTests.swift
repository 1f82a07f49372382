import Crypto
import Foundation
import Testing

@testable import Accounts

/// What may be wrong with an access token (RFC 8725).
@Suite struct AccessTokenTests {
    private let issuer = TokenIssuer(name: "https://roost.test", audience: "https://roost.test/api/v1")
    private let start = Date(timeIntervalSince1970: 1_793_611_800)
    private let keys = SigningKeys(secret: .test)

    private func claims(
        audience: String? = nil, issuer: String? = nil, lifetime: Int64 = 900, at time: Date? = nil
    ) -> AccessClaims {
        let second = Int64((time ?? start).timeIntervalSince1970)
        return AccessClaims(
            iss: issuer ?? self.issuer.name, aud: audience ?? self.issuer.audience, sub: "1", sid: "1", jti: "a",
            iat: second, exp: second + lifetime)
    }

    private func isTaken(_ token: String, with keys: SigningKeys? = nil, at time: Date? = nil) async -> Bool {
        guard let claims = await (keys ?? self.keys).verify(token, at: time ?? start) else { return false }
        return claims.isValid(for: issuer, at: time ?? start)
    }

    private func encode(_ json: String) -> String { Base64.url.encode(Array(json.utf8)) }

    /// The three parts of a good token.
    private func parts() async throws -> [String] {
        try await keys.sign(claims(), at: start).encoded.split(separator: ".").map(String.init)
    }

    @Test func `one of ours is taken`() async throws {
        #expect(await isTaken(try await keys.sign(claims(), at: start).encoded))
    }

    @Test(arguments: ["=", "==", ".", "A", " ", "\n"])
    func `one with something after it is refused`(end: String) async throws {
        #expect(await !isTaken(try await keys.sign(claims(), at: start).encoded + end))
    }

    @Test func `one without a signature is refused, whatever the header says`() async throws {
        let parts = try await parts()
        for algorithm in ["none", "None", "NONE", "", "HS256", "ES256", "RS256", "EdDSA"] {
            let header = encode(#"{"alg":"\#(algorithm)","typ":"at+jwt","kid":"691"}"#)
            #expect(await !isTaken("\(header).\(parts[1])."), "\(algorithm)")
        }
    }

    @Test func `our public key is no secret for another algorithm`() async throws {
        let published = try keys.published(at: start)
        for key in published {
            let header = encode(#"{"alg":"HS256","typ":"at+jwt","kid":"\#(key.id)"}"#)
            let body = try await parts()[1]
            let secret = SymmetricKey(data: Base64.url.decode(key.x) ?? [])
            let code = HMAC<SHA256>.authenticationCode(for: Data("\(header).\(body)".utf8), using: secret)
            #expect(await !isTaken("\(header).\(body).\(Base64.url.encode(code))"))
        }
    }

    @Test func `a header with a key, an address of a key or anything else of its own is refused`() async throws {
        let parts = try await parts()
        let own = Curve25519.Signing.PrivateKey()
        let x = Base64.url.encode(own.publicKey.rawRepresentation)
        let extras = [
            #""jwk":{"kty":"OKP","crv":"Ed25519","x":"\#(x)"}"#, #""jku":"https://evil.test/jwks.json""#,
            #""x5u":"https://evil.test/cert""#, #""crit":["exp"]"#, #""b64":false"#, #""cty":"JWT""#,
        ]
        let number = try #require(try keys.published(at: start).dropFirst().first).id
        for extra in extras {
            let header = encode(#"{"alg":"EdDSA","typ":"at+jwt","kid":"\#(number)",\#(extra)}"#)
            let signature = try own.signature(for: Data("\(header).\(parts[1])".utf8))
            #expect(await !isTaken("\(header).\(parts[1]).\(Base64.url.encode(signature))"), "\(extra)")
        }
    }

    @Test(arguments: [
        "", "0", "-1", "00691", "+691", " 691", "691 ", "../../etc/passwd", "' OR 1=1 --", "691\\u0000",
        "9999999999999999999",
    ])
    func `a key that is not ours is refused`(kid: String) async throws {
        let parts = try await parts()
        let header = encode(#"{"alg":"EdDSA","typ":"at+jwt","kid":"\#(kid)"}"#)
        #expect(await !isTaken("\(header).\(parts[1]).\(parts[2])"))
    }

    @Test func `a token of another kind is refused`() async throws {
        let parts = try await parts()
        for type in ["JWT", "at+JWT", "dpop+jwt", ""] {
            let header = encode(#"{"alg":"EdDSA","typ":"\#(type)","kid":"691"}"#)
            #expect(await !isTaken("\(header).\(parts[1]).\(parts[2])"), "\(type)")
        }
    }

    @Test func `another site's, another use's, one of yesterday and one of tomorrow are refused`() async throws {
        let bad = [
            claims(audience: "https://roost.test"), claims(audience: "https://roost.test/api/v2"),
            claims(issuer: "https://evil.test"), claims(at: start - 901), claims(at: start + 60),
            claims(lifetime: 86_400), claims(lifetime: 0), claims(lifetime: -1),
        ]
        for claims in bad {
            #expect(await !isTaken(try await keys.sign(claims, at: start).encoded), "\(claims)")
        }
    }

    @Test func `one of another secret is refused`() async throws {
        let other = SigningKeys(secret: .other)
        #expect(await !isTaken(try await other.sign(claims(), at: start).encoded))
    }

    @Test func `no byte of it can be changed`() async throws {
        let token = Array(try await keys.sign(claims(), at: start).encoded.utf8)
        for index in stride(from: 0, to: token.count - 1, by: 7) where token[index] != UInt8(ascii: ".") {
            var changed = token
            changed[index] = token[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(await !isTaken(String(decoding: changed, as: UTF8.self)), "byte \(index)")
        }
    }

    @Test(arguments: ["", ".", "..", "...", "a.b.c", "eyJ", "a.b", "a.b.c.d", String(repeating: "a", count: 100_000)])
    func `what is no token is refused`(text: String) async {
        #expect(await !isTaken(text))
    }

    @Test func `a key is exchanged after 30 days, and the last one is still good`() async throws {
        let (before, after) = (start, start + SigningKeys.period)
        let token = try await keys.sign(claims(at: after - 60), at: before).encoded
        #expect(await isTaken(token, at: after))
        let newer = try await keys.sign(claims(at: after), at: after).encoded
        #expect(await isTaken(newer, at: after))
        let (earlier, later) = (try keys.published(at: before), try keys.published(at: after))
        #expect(earlier.count == 3 && Set(earlier).intersection(later).count == 2)
        #expect(await !isTaken(token, at: start + 2 * SigningKeys.period))
    }
}
