import Crypto
import Foundation
import Support

/// The key that an account shares with its owner's authenticator app: 160 random bits (RFC 4226, section 4, R6).
///
/// It is stored encrypted only. The description is redacted.
public struct TwoFactorKey: Hashable, Sendable, CustomStringConvertible {
    static let length = 20

    let bytes: [UInt8]

    init(random: RandomBytes) {
        bytes = random(Self.length)
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The key to type where no picture can be taken: base32 in groups of four.
    public var text: String { Data(bytes).base32.grouped(by: 4, separator: " ") }

    /// What the QR code says: an `otpauth` URI in Google Authenticator's Key URI format.
    ///
    /// - Parameter site: the name that the app shows; a colon in it becomes a space, because it ends the name there.
    public func uri(site: String, username: Username) -> String {
        let issuer = Self.escape(site.replacing(":", with: " "))
        let parameters = "issuer=\(issuer)&algorithm=SHA1&digits=\(OneTimePassword.digits)"
        return "otpauth://totp/\(issuer):\(Self.escape(username.text))?secret=\(Data(bytes).base32)&\(parameters)"
            + "&period=\(OneTimePassword.period)"
    }

    public var description: String { "TwoFactorKey(redacted)" }

    /// Percent-encodes all but the unreserved characters of RFC 3986, section 2.3.
    private static func escape(_ text: String) -> String {
        text.percentEncoded(keeping: .unreserved)
    }
}

extension TwoFactorKey {
    /// The key encrypted for its row (AES-256-GCM: nonce, ciphertext, tag), bound to its person: moved to another row
    /// it does not open.
    func sealed(for user: User.ID, with secret: Secret, random: RandomBytes) throws -> Data {
        let box = try AES.GCM.seal(
            bytes, using: secret.key(for: .twoFactorKey), nonce: AES.GCM.Nonce(data: random(12)),
            authenticating: Data("\(user)".utf8))
        return box.nonce.withUnsafeBytes { Data($0) } + box.ciphertext + box.tag
    }

    /// - Returns: nil if it was sealed for another account or with another secret, or is damaged.
    package init?(sealed data: Data, for user: User.ID, with secret: Secret) {
        guard let box = try? AES.GCM.SealedBox(combined: data),
            let bytes = try? AES.GCM.open(
                box, using: secret.key(for: .twoFactorKey), authenticating: Data("\(user)".utf8))
        else { return nil }
        self.bytes = [UInt8](bytes)
    }
}
