import Crypto
import Foundation
import Support

/// With what the receiver of a webhook tells our deliveries from those of others.
public struct WebhookSecret: Sendable, CustomStringConvertible {
    /// As it is given to the receiver, and the key to the letter.
    public let encoded: String

    /// `t=…,v1=…`: the seconds since 1970, and the HMAC-SHA256 of these seconds, a dot and the body in hexadecimal digits.
    public func signature(of body: Data, at time: Date) -> String {
        let seconds = Int64(time.timeIntervalSince1970)
        let key = SymmetricKey(data: Data(encoded.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(seconds).".utf8) + body, using: key)
        return "t=\(seconds),v1=" + code.hexadecimal
    }

    public var description: String { "WebhookSecret(redacted)" }
}

extension Accounts {
    /// Made of the site's secret, so that no other place has it.
    public func webhookSecret(for salt: Data) -> WebhookSecret {
        let key = context.secret.key(for: .webhook)
        return WebhookSecret(encoded: Base64.url.encode(HMAC<SHA256>.authenticationCode(for: salt, using: key)))
    }
}
