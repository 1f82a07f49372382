import Crypto
import Foundation

/// Identifies a counter of attempts: 128 bits of a keyed hash.
///
/// People type passwords where the name belongs, and networks say who was where: neither should be found in the
/// database, nor in the memory of the process.
struct CounterID: Hashable, Sendable {
    static let length = 16

    private let high: UInt64
    private let low: UInt64

    /// - Returns: nil for anything but 16 bytes.
    init?(_ bytes: Data) {
        guard bytes.count == Self.length else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    var bytes: Data {
        withUnsafeBytes(of: high.bigEndian) { Data($0) } + withUnsafeBytes(of: low.bigEndian) { Data($0) }
    }

    /// Makes ids with a key of the site.
    struct Maker: Sendable {
        private let key: SymmetricKey

        init(secret: Secret) {
            key = secret.key(for: .attemptCounter)
        }

        func id(of key: Throttle.Key) -> CounterID {
            let code = HMAC<SHA256>.authenticationCode(for: Data(key.text.utf8), using: self.key)
            // Sound: the code has 32 bytes, and so its prefix has as many as an id.
            return CounterID(Data(code).prefix(CounterID.length))!
        }
    }
}
