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
        guard encoded.utf8.count == 43, encoded.utf8.allSatisfy(Self.isBase64URL) else { return nil }
        let base64 = encoded.replacing("-", with: "+").replacing("_", with: "/") + "="
        guard let data = Data(base64Encoded: base64), data.count == Self.length else { return nil }
        bytes = [UInt8](data)
    }

    /// The cookie's value.
    public var encoded: String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    var hash: Data { Data(SHA256.hash(data: bytes)) }

    public var description: String { "SessionToken(redacted)" }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
