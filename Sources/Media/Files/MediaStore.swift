import Foundation
import Instrumentation
import Support
import Synchronization
import WorkQueue

/// A `MediaFolder` for asynchronous callers: the disk's work is done on a queue, and small files are cached.
///
/// The bytes behind a name must never change.
public struct MediaStore: Sendable {
    /// Larger files are read from the disk each time, in bytes.
    static let largestCachedFile = 32 * 1024
    /// Bytes in each half of the cache.
    static let cacheCapacity = 4 * 1024 * 1024

    let folder: MediaFolder
    let files: WorkQueue
    private let cache = Cache()

    public init(_ folder: MediaFolder, files: WorkQueue) {
        self.folder = folder
        self.files = files
    }

    public var cacheMetrics: CacheMetrics {
        cache.small.withLock { cache in
            var metrics = cache.metrics
            metrics.bytes = cache.cost
            return metrics
        }
    }

    public var queueMetrics: QueueMetrics { files.metrics }

    // MARK: Writing

    /// Creates an empty file.
    ///
    /// - Parameter limit: the most bytes it may have.
    public func newIncomingFile(limit: Int) async throws -> IncomingFile {
        try await files.run { [folder] in try folder.newIncomingFile(limit: limit) }
    }

    /// - Throws: `IncomingFile.TooLarge`, `FileError`, `WorkQueue.Full`.
    public func append(_ data: Data, to file: IncomingFile) async throws {
        try await files.run { try file.append(data) }
    }

    /// Removes a file that is not needed after all.
    public func discard(_ file: IncomingFile?) async {
        guard let file else { return }
        // A full queue does no harm: the file removes itself with its last reference.
        try? await files.run { file.discard() }
    }

    // MARK: Reading

    /// The whole file, from memory if possible; nil if there is none with this name. For small files.
    public func read(_ name: some MediaName) async throws -> Data? {
        try await read(name) { try await files.run { [folder] in try folder.read(name) } }
    }

    /// - Parameter load: reads the file from the disk.
    func read(_ name: some MediaName, load: () async throws -> Data?) async rethrows -> Data? {
        let key = name.description
        let (known, generation) = cache.small.withLock { ($0.find(key), $0.generation) }
        if let known { return known }
        let data = try await load()
        if let data, data.count <= Self.largestCachedFile {
            cache.small.withLock { $0.insert(data, for: key, cost: data.count, readAt: generation) }
        }
        return data
    }

    /// Opens a file to read it in pieces; nil if there is none with this name. For files of any size.
    public func open(_ name: some MediaName) async throws -> StoredFile? {
        try await files.run { [folder, files] in
            guard let file = try folder.open(name) else { return nil }
            return StoredFile(size: Int(try file.status().st_size), file: file, files: files)
        }
    }

    // MARK: Removing

    /// Removes files. It is no error if there is none with a name.
    ///
    /// Readers cannot delay it by filling the queue: it waits in a line of its own.
    public func remove(_ names: [some MediaName]) async throws {
        try await remove(names) {
            try await files.run(in: .reserved) { [folder] in for name in names { try folder.remove(name) } }
        }
    }

    /// - Parameter delete: removes the files from the disk.
    func remove(_ names: [some MediaName], delete: () async throws -> Void) async rethrows {
        // The cache last. The other way round, a reader between the two steps would put a file back into it.
        defer {
            cache.small.withLock { cache in for name in names { cache.remove(name.description) } }
        }
        try await delete()
    }

    /// A mutex cannot be copied, so it needs an object around it.
    private final class Cache: Sendable {
        let small = Mutex(BoundedCache<String, Data>(capacity: cacheCapacity))
    }
}

/// An open file that is read in pieces, so that no large file is ever in memory as a whole. Removing the file does not
/// disturb its readers.
public struct StoredFile: Sendable {
    /// The most bytes that one piece has.
    public static let pieceSize = 64 * 1024

    /// In bytes.
    public let size: Int
    let file: OpenFile
    let files: WorkQueue

    /// The bytes from `offset`, at most ``pieceSize`` and at most `count` of them; none at the end of the file.
    public func read(at offset: Int, count: Int = pieceSize) async throws -> Data {
        try await files.run {
            var data = Data(count: max(0, min(count, Self.pieceSize, size - offset)))
            let filled = try data.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
            return data.prefix(filled)
        }
    }
}
