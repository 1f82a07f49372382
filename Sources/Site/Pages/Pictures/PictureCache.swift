import Avatars
import Foundation
import Instrumentation
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
        /// Pictures that were removed, ever.
        var removals = 0
    }

    private let generations = Mutex(Generations())

    /// A file, from memory or else by `reading` it. It is kept unless a picture, whichever it was, has been removed
    /// meanwhile: the file may have been of that one.
    func data(
        of name: AvatarFileName, reading: () async throws -> Data?
    ) async rethrows -> Data? {
        let (known, removals) = look(for: name)
        if let known { return known }
        let data = try await reading()
        if let data { insert(data, for: name, ifRemovalsAre: removals) }
        return data
    }

    private func look(for name: AvatarFileName) -> (Data?, removals: Int) {
        generations.withLock { generations in
            let data = generations.younger[name] ?? generations.older[name]
            if data == nil { generations.misses += 1 } else { generations.hits += 1 }
            return (data, generations.removals)
        }
    }

    var metrics: CacheMetrics {
        generations.withLock {
            CacheMetrics(
                hits: $0.hits, misses: $0.misses, entries: $0.younger.count + $0.older.count,
                bytes: $0.bytes + $0.olderBytes)
        }
    }

    private func insert(_ data: Data, for name: AvatarFileName, ifRemovalsAre removals: Int) {
        guard data.count <= Self.largestFile else { return }
        generations.withLock { generations in
            guard generations.removals == removals else { return }
            guard generations.younger.updateValue(data, forKey: name) == nil else { return }
            generations.bytes += data.count
            guard generations.bytes > Self.capacity else { return }
            (generations.older, generations.olderBytes) = (generations.younger, generations.bytes)
            (generations.younger, generations.bytes) = ([:], 0)
        }
    }

    /// Removes a picture: its files, by `deleting` them, and then what is kept of them. The other way round, a file that
    /// is asked for between the two would be kept again.
    func remove(_ picture: AvatarName, deleting: () async throws -> Void) async rethrows {
        defer { forget(picture) }
        try await deleting()
    }

    private func forget(_ picture: AvatarName) {
        generations.withLock { generations in
            generations.removals += 1
            for name in picture.files {
                if let data = generations.younger.removeValue(forKey: name) { generations.bytes -= data.count }
                if let data = generations.older.removeValue(forKey: name) { generations.olderBytes -= data.count }
            }
        }
    }
}
