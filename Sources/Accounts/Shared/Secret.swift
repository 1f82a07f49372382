import Crypto
import Foundation

/// The site's own secret, from which a key is derived for each purpose.
public struct Secret: Sendable {
    /// What there are keys for. The key is derived from the text: changing it invalidates everything that was signed or
    /// encrypted before.
    enum Purpose: String, CaseIterable, Sendable {
        case knownDevice = "known device"
        case knownLocation = "origin of sign-in"
        case recoveryCode = "recovery code"
        case attemptCounter = "counters of tries"
        case twoFactorKey = "two-factor key"
        case accessToken = "access token"
        case webhook
    }

    /// The fewest bytes that make a secret.
    public static let minimumLength = 32

    /// One of 256 bits for every purpose (HKDF with SHA-256, RFC 5869). They are derived once, as that takes longer than
    /// using them.
    private let keys: [Purpose: SymmetricKey]

    /// - Returns: nil for fewer than ``minimumLength`` bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count >= Self.minimumLength else { return nil }
        let secret = SymmetricKey(data: Array(bytes))
        let pairs = Purpose.allCases.map { purpose in
            let info = Data(purpose.rawValue.utf8)
            return (purpose, HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: info, outputByteCount: 32))
        }
        keys = Dictionary(uniqueKeysWithValues: pairs)
    }

    /// HMAC-SHA256 (RFC 2104) of `message` with the key for this purpose.
    func authenticationCode(for message: String, purpose: Purpose) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: key(for: purpose)))
    }

    func isValid(_ code: some ContiguousBytes, for message: String, purpose: Purpose) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(message.utf8), using: key(for: purpose))
    }

    func key(for purpose: Purpose) -> SymmetricKey {
        guard let key = keys[purpose] else { preconditionFailure("every purpose has a key") }
        return key
    }
}
