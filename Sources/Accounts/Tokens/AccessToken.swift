import Foundation
import JWTKit

/// What a program sends with each request: a signed statement that says whose session it acts in (RFC 9068).
///
/// It is a convenience and no authority. The session that it names is looked up with each request, so that an ended one
/// takes its access tokens along.
public struct AccessToken: Hashable, Sendable, CustomStringConvertible {
    /// Seconds.
    public static let lifetime: TimeInterval = 900
    /// The longest that is read, in bytes. Ours are half as long.
    static let lengthLimit = 1024

    /// What stands behind `Bearer`.
    public let encoded: String

    public var description: String { "AccessToken(redacted)" }
}

/// Who makes access tokens, and for what.
public struct TokenIssuer: Hashable, Sendable {
    /// The site's address.
    public let name: String
    /// The address of what the tokens open.
    public let audience: String

    public init(name: String, audience: String) {
        (self.name, self.audience) = (name, audience)
    }
}

/// What an access token says (RFC 7519, 4.1).
struct AccessClaims: JWTPayload, Hashable {
    let iss: String
    let aud: String
    let sub: String
    /// The session (OpenID Connect Front-Channel Logout 1.0, 3).
    let sid: String
    let jti: String
    let iat: Int64
    let exp: Int64

    /// Only the signature. ``isValid(for:at:)`` checks the rest, by the clock of the site.
    func verify(using algorithm: some JWTAlgorithm) throws {}

    func isValid(for issuer: TokenIssuer, at now: Date) -> Bool {
        let second = Int64(now.timeIntervalSince1970.rounded(.down))
        return iss == issuer.name && aud == issuer.audience && iat <= second + Self.leeway && second < exp
            && exp - iat <= Int64(AccessToken.lifetime)
    }

    /// What the clocks of two machines that share a database may differ by, in seconds.
    private static let leeway: Int64 = 5
}
