import Foundation
import PathKit
import Testing
import WorkQueue

@testable import Media

/// Files that are removed while they are read.
struct MediaCacheTests {
    private let picture: AvatarName
    private let name: AvatarFile
    private let bytes = Data("webp".utf8)

    init() throws {
        picture = try #require(AvatarName(String(repeating: "a", count: 48)))
        name = picture.file(.px48)
    }

    private func withStore(_ body: (MediaStore) async throws -> Void) async throws {
        let folder = Path(NSTemporaryDirectory()) + "media-tests-\(UUID().uuidString)"
        defer { try? folder.delete() }
        try await body(MediaStore(MediaFolder(path: folder), files: WorkQueue(label: "files", width: 1, depth: 10)))
    }

    /// Reads the file when it is no longer on the disk.
    private func readLater(from store: MediaStore) async throws -> Data? {
        try await store.read(name)
    }

    @Test func `a file is read once`() async throws {
        try await withStore { store in
            let read = await store.read(name) { bytes }
            #expect(read == bytes)
            let later = try await readLater(from: store)
            #expect(later == bytes)
            #expect(store.cacheMetrics.bytes == bytes.count)
        }
    }

    @Test func `a large file is read each time`() async throws {
        try await withStore { store in
            let large = Data(count: MediaStore.largestCachedFile + 1)
            _ = await store.read(name) { large }
            let later = try await readLater(from: store)
            #expect(later == nil)
        }
    }

    @Test func `what was read before a removal is not cached after it`() async throws {
        try await withStore { store in
            let read = await store.read(name) {
                // Read from the disk, and removed before it is cached.
                await store.remove(picture.files) {}
                return bytes
            }
            #expect(read == bytes)
            let later = try await readLater(from: store)
            #expect(later == nil)
        }
    }

    @Test func `what is read while the files are removed is not cached`() async throws {
        try await withStore { store in
            await store.remove(picture.files) {
                _ = await store.read(name) { bytes }
            }
            let later = try await readLater(from: store)
            #expect(later == nil)
        }
    }

    @Test func `a removal that fails empties the cache as well`() async throws {
        struct DiskFailed: Error {}
        try await withStore { store in
            _ = await store.read(name) { bytes }
            await #expect(throws: DiskFailed.self) {
                try await store.remove(picture.files) { throw DiskFailed() }
            }
            let later = try await readLater(from: store)
            #expect(later == nil)
        }
    }

    @Test func `after a removal, other files are cached as before`() async throws {
        try await withStore { store in
            await store.remove(picture.files) {}
            _ = await store.read(name) { bytes }
            let later = try await readLater(from: store)
            #expect(later == bytes)
        }
    }
}

/// Files of any size.
struct StoredFileTests {
    private struct Name: MediaName {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    private func withStore(_ body: (MediaStore) async throws -> Void) async throws {
        let folder = Path(NSTemporaryDirectory()) + "media-tests-\(UUID().uuidString)"
        defer { try? folder.delete() }
        try await body(MediaStore(MediaFolder(path: folder), files: WorkQueue(label: "files", width: 1, depth: 10)))
    }

    @Test func `a file is read in pieces, from any byte on`() async throws {
        try await withStore { store in
            let bytes = Data((0..<StoredFile.pieceSize + 10).map { UInt8(truncatingIfNeeded: $0) })
            let incoming = try await store.newIncomingFile(limit: bytes.count)
            try await store.append(bytes, to: incoming)
            try store.folder.keep([(incoming, Name("file"))])
            let file = try #require(try await store.open(Name("file")))
            #expect(file.size == bytes.count)
            #expect(try await file.read(at: 0) == bytes.prefix(StoredFile.pieceSize))
            #expect(try await file.read(at: StoredFile.pieceSize) == bytes.suffix(10))
            #expect(try await file.read(at: 5, count: 3) == bytes[5..<8])
            #expect(try await file.read(at: bytes.count).isEmpty)
            #expect(try await file.read(at: bytes.count + 1).isEmpty)
        }
    }

    @Test func `a reader is not disturbed by a removal`() async throws {
        try await withStore { store in
            let incoming = try await store.newIncomingFile(limit: 10)
            try await store.append(Data("text".utf8), to: incoming)
            try store.folder.keep([(incoming, Name("file"))])
            let file = try #require(try await store.open(Name("file")))
            try await store.remove([Name("file")])
            #expect(try await file.read(at: 0) == Data("text".utf8))
            #expect(try await store.open(Name("file")) == nil)
        }
    }

    @Test func `a file does not grow beyond its limit`() async throws {
        try await withStore { store in
            let file = try await store.newIncomingFile(limit: 4)
            try await store.append(Data("tex".utf8), to: file)
            await #expect(throws: IncomingFile.TooLarge.self) { try await store.append(Data("ts".utf8), to: file) }
            try await store.append(Data("t".utf8), to: file)
            #expect(file.length == 4)
        }
    }

    @Test func `of several files, all or none get their names`() async throws {
        try await withStore { store in
            let files = try (0..<3).map { _ in try store.folder.newIncomingFile() }
            try store.folder.keep([(files[0], Name("taken"))])
            #expect(throws: FileError.self) {
                try store.folder.keep([(files[1], Name("free")), (files[2], Name("taken"))])
            }
            #expect(try store.folder.read(Name("free")) == nil)
            #expect(try store.folder.read(Name("taken")) != nil)
        }
    }
}
