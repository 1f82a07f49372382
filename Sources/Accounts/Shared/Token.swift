import Crypto
import Foundation

/// A secret that its bearer proves something with: 256 random bits, written in base64url (RFC 4648, section 5).
///
/// `Subject` is what it stands for, so that a token of one kind is none of another. Only ``hash`` is stored, so that a
/// stolen database opens nothing. The description is redacted: a token that finds its way into a log line shows
/// nothing.
public struct Token<Subject>: Hashable, Sendable, CustomStringConvertible {
    static var length: Int { 32 }

    private let bytes: [UInt8]

    package init(random: RandomBytes) {
        bytes = random(Self.length)
    }

    /// Reads what a cookie or a link carries; nil for anything that was never a token.
    public init?(encoded: String) {
        guard encoded.utf8.count == 43, let bytes = Base64.url.decode(encoded), bytes.count == Self.length else {
            return nil
        }
        self.bytes = bytes
    }

    /// The cookie's value, or the link's last part.
    public var encoded: String { Base64.url.encode(bytes) }

    /// The SHA-256 of the bytes: with 256 random bits there is nothing to guess, so it needs no salt and no cost.
    var digest: SHA256.Digest { SHA256.hash(data: bytes) }

    /// ``digest``, as it is stored.
    package var hash: Data { Data(digest) }

    public var description: String { "\(Subject.self)Token(redacted)" }
}

/// What a session's cookie carries.
public typealias SessionToken = Token<Session>
