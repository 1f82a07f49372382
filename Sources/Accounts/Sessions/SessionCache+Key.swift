import Crypto
import Foundation

extension SessionCache {
    /// A token's hash, without an allocation.
    struct Key: Hashable, Sendable {
        private let words: SIMD4<UInt64>

        init(_ digest: SHA256.Digest) {
            words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
        }

        /// - Returns: nil for anything but 32 bytes.
        init?(_ hash: Data) {
            guard hash.count == SHA256.byteCount else { return nil }
            words = hash.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
        }
    }
}
