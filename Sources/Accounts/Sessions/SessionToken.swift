import Crypto
import Foundation

/// The secret that a browser's session cookie carries: 256 random bits, written in base64url (RFC 4648, section 5).
///
/// Only ``hash`` is stored, so that a stolen database opens no session. The description is redacted: a token that
/// finds its way into a log line shows nothing.
public struct SessionToken: Hashable, Sendable, CustomStringConvertible {
    static let length = 32

    private let bytes: [UInt8]

    init(random: RandomBytes) {
        bytes = random(Self.length)
    }

    /// Reads what a cookie carries; nil for anything that was never a token.
    public init?(encoded: String) {
        guard encoded.utf8.count == 43, let data = Data(base64URL: encoded), data.count == Self.length else {
            return nil
        }
        bytes = [UInt8](data)
    }

    /// The cookie's value.
    public var encoded: String { Data(bytes).base64URL }

    var hash: Data { Data(SHA256.hash(data: bytes)) }

    public var description: String { "SessionToken(redacted)" }
}
