import Crypto
import Foundation
import JWTKit

/// The keys that access tokens are signed with (Ed25519, RFC 8037).
///
/// There is one for each 30 days, derived from the site's secret. So they need no storage, every process of the site has
/// them, and they are exchanged without a moment in which a good token is refused: the key of the time before is still
/// taken, and the next one is published before it is used.
struct SigningKeys: Sendable {
    static let period: TimeInterval = 30 * 86_400
    static let algorithm = "EdDSA"
    static let type = "at+jwt"

    let secret: Secret

    func sign(_ claims: AccessClaims, at now: Date) async throws -> AccessToken {
        let number = Self.number(at: now)
        let keys = await JWTKeyCollection().add(eddsa: EdDSA.PrivateKey(backing: try key(number)))
        let header: JWTHeader = ["typ": .string(Self.type), "kid": .string(String(number))]
        return AccessToken(encoded: try await keys.sign(claims, header: header))
    }

    /// The claims of a token with a good signature.
    ///
    /// The header chooses among our keys and nothing else: it must have exactly the members that ours have, so that no
    /// other algorithm, key or address of a key can be slipped in. Each part has one spelling, so that a token has no second
    /// form.
    func verify(_ token: String, at now: Date) async -> AccessClaims? {
        guard token.utf8.count <= AccessToken.lengthLimit, let number = Self.keyNumber(of: token),
            (Self.number(at: now) - 1...Self.number(at: now) + 1).contains(number), let key = try? key(number)
        else { return nil }
        let keys = await JWTKeyCollection().add(eddsa: EdDSA.PublicKey(backing: key.publicKey))
        return try? await keys.verify(token, as: AccessClaims.self)
    }

    private static func keyNumber(of token: String) -> Int? {
        let parts = token.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ Base64.url.decode(String($0)) != nil }),
            let bytes = Base64.url.decode(String(parts[0])),
            let header = try? JSONDecoder().decode([String: String].self, from: Data(bytes)),
            Set(header.keys) == ["alg", "typ", "kid"], header["alg"] == algorithm, header["typ"] == type,
            let number = header["kid"].flatMap({ Int($0) }), header["kid"] == String(number)
        else { return nil }
        return number
    }

    private static func number(at now: Date) -> Int {
        Int((now.timeIntervalSince1970 / period).rounded(.down))
    }

    private func key(_ number: Int) throws -> Curve25519.Signing.PrivateKey {
        let seed = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: secret.key(for: .accessToken), info: Data(String(number).utf8), outputByteCount: 32)
        return try Curve25519.Signing.PrivateKey(rawRepresentation: seed.withUnsafeBytes { Data($0) })
    }

    /// The public halves of the last key, the present and the next one.
    func published(at now: Date) throws -> [PublishedKey] {
        try (Self.number(at: now) - 1...Self.number(at: now) + 1).map { number in
            PublishedKey(id: String(number), x: Base64.url.encode(try key(number).publicKey.rawRepresentation))
        }
    }
}

/// A key with which others can check our access tokens.
public struct PublishedKey: Hashable, Sendable {
    public static let algorithm = SigningKeys.algorithm

    /// What tokens call it (`kid`).
    public let id: String
    /// Its 32 bytes in base64url.
    public let x: String
}
