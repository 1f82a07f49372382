import Crypto
import Foundation

extension AccountCache {
    /// A token's hash, or the id of a session, without an allocation.
    ///
    /// Not a SIMD vector: a dictionary with keys aligned to 32 bytes was seen to write beyond its memory.
    struct Key: Hashable, Sendable {
        private let first: UInt64
        private let second: UInt64
        private let third: UInt64
        private let fourth: UInt64

        init(_ digest: SHA256.Digest) {
            self = digest.withUnsafeBytes { Key(reading: $0) }
        }

        /// Stands for a session that is found by its id. No hash has 192 bits of zeros.
        init(session id: Session.ID) {
            (first, second, third, fourth) = (UInt64(bitPattern: id), 0, 0, 0)
        }

        /// - Returns: nil for anything but 32 bytes.
        init?(_ hash: Data) {
            guard hash.count == SHA256.byteCount else { return nil }
            self = hash.withUnsafeBytes { Key(reading: $0) }
        }

        private init(reading bytes: UnsafeRawBufferPointer) {
            first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
            fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        }
    }
}
