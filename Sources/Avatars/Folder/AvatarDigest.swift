import Crypto
import Foundation

/// The first 128 bits of the SHA-256 of the files of a picture, the smallest first.
struct AvatarDigest: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// - Parameter files: the bytes of every size.
    init(of files: some Sequence<Data>) {
        var hash = SHA256()
        for file in files {
            // With its length before it, no file can pass for a part of another.
            withUnsafeBytes(of: UInt64(file.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: file)
        }
        let bytes = Array(hash.finalize())
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}
