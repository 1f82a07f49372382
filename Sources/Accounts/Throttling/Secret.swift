import Crypto
import Foundation

/// The site's own secret, from which a key is derived for each thing that is signed.
public struct Secret: Sendable {
    /// The fewest bytes that make a secret.
    public static let minimumLength = 32

    private let key: SymmetricKey

    /// - Returns: nil for fewer than ``minimumLength`` bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count >= Self.minimumLength else { return nil }
        key = SymmetricKey(data: Array(bytes))
    }

    /// HMAC-SHA256 (RFC 2104) of `message` with a key for this purpose alone (HKDF, RFC 5869).
    func authenticationCode(for message: String, purpose: String) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: key(for: purpose)))
    }

    func isValid(_ code: some ContiguousBytes, for message: String, purpose: String) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(message.utf8), using: key(for: purpose))
    }

    /// A key of 256 bits for one purpose alone.
    func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(purpose.utf8), outputByteCount: 32)
    }
}
