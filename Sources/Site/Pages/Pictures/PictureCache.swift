import Avatars
import Foundation
import Metrics
import Synchronization

/// The small files among the pictures, those that were asked for last. A name's bytes never change.
final class PictureCache: Sendable {
    /// Files with more bytes are read from the disk each time.
    static let largestFile = 32 * 1024
    /// Bytes in each of the two generations. When the younger one is full, the older one is forgotten.
    static let capacity = 4 * 1024 * 1024

    private struct Generations {
        var younger: [AvatarFileName: Data] = [:]
        var older: [AvatarFileName: Data] = [:]
        /// In each.
        var (bytes, olderBytes) = (0, 0)
        var (hits, misses) = (0, 0)
    }

    private let generations = Mutex(Generations())

    subscript(name: AvatarFileName) -> Data? {
        generations.withLock { generations in
            let data = generations.younger[name] ?? generations.older[name]
            if data == nil { generations.misses += 1 } else { generations.hits += 1 }
            return data
        }
    }

    var numbers: CacheNumbers {
        generations.withLock {
            CacheNumbers(
                hits: $0.hits, misses: $0.misses, entries: $0.younger.count + $0.older.count,
                bytes: $0.bytes + $0.olderBytes)
        }
    }

    func insert(_ data: Data, for name: AvatarFileName) {
        guard data.count <= Self.largestFile else { return }
        generations.withLock { generations in
            guard generations.younger.updateValue(data, forKey: name) == nil else { return }
            generations.bytes += data.count
            guard generations.bytes > Self.capacity else { return }
            (generations.older, generations.olderBytes) = (generations.younger, generations.bytes)
            (generations.younger, generations.bytes) = ([:], 0)
        }
    }

    func remove(_ picture: AvatarName) {
        generations.withLock { generations in
            for name in picture.files {
                if let data = generations.younger.removeValue(forKey: name) { generations.bytes -= data.count }
                if let data = generations.older.removeValue(forKey: name) { generations.olderBytes -= data.count }
            }
        }
    }
}
