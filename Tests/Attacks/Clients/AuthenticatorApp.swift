import Crypto
import Foundation

/// What shows the codes of a second factor (RFC 6238).
struct AuthenticatorApp: Sendable {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    private let key: SymmetricKey

    /// - Parameter key: in base32, as the site shows it.
    init(key: String) {
        let bits = key.compactMap(Self.alphabet.firstIndex).flatMap { value in
            (0..<5).reversed().map { value >> $0 & 1 }
        }
        let bytes = stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | UInt8($1) }
        }
        self.key = SymmetricKey(data: bytes)
    }

    func code(at time: Date) -> String {
        let step = withUnsafeBytes(of: UInt64(time.timeIntervalSince1970 / 30).bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: step, using: key))
        let offset = Int(mac[19] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        return String(format: "%06d", number % 1_000_000)
    }
}
