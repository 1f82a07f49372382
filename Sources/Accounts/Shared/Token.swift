import Crypto
import Foundation

/// A bearer secret: 256 random bits, written in base64url (RFC 4648, section 5).
///
/// `Subject` is what it stands for, so that tokens of different kinds cannot be mixed up. Only ``hash`` is stored, so that
/// a stolen database gives no access. The description is redacted, for tokens that end up in a log line.
public struct Token<Subject>: Hashable, Sendable, CustomStringConvertible {
    static var length: Int { 32 }

    private let bytes: [UInt8]

    package init(random: RandomBytes) {
        bytes = random(Self.length)
    }

    /// Reads the token in a cookie or a link; nil if it cannot be one.
    public init?(encoded: String) {
        guard encoded.utf8.count == 43, let bytes = Base64.url.decode(encoded), bytes.count == Self.length else {
            return nil
        }
        self.bytes = bytes
    }

    /// The cookie's value, or the link's last part.
    public var encoded: String { Base64.url.encode(bytes) }

    /// The SHA-256 of the bytes. 256 random bits cannot be guessed, so it needs neither salt nor a slow hash.
    var digest: SHA256.Digest { SHA256.hash(data: bytes) }

    /// ``digest``, as it is stored.
    package var hash: Data { Data(digest) }

    public var description: String { "\(Subject.self)Token(redacted)" }
}

/// What a session's cookie carries.
public typealias SessionToken = Token<Session>
