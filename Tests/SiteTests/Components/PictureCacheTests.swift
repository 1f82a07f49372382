import Avatars
import Foundation
import Testing

@testable import Site

/// Files that are removed while they are read.
struct PictureCacheTests {
    private let cache = PictureCache()
    private let picture: AvatarName
    private let name: AvatarFileName
    private let bytes = Data("webp".utf8)

    init() throws {
        picture = try #require(AvatarName(String(repeating: "a", count: 48)))
        name = try #require(AvatarFileName("\(picture)-48.webp"))
    }

    /// Asks for the file when it is no longer on the disk.
    private func askAfterwards() async -> Data? {
        await cache.data(of: name) { nil }
    }

    @Test func `a file is read once`() async {
        let read = await cache.data(of: name) { bytes }
        #expect(read == bytes)
        #expect(await askAfterwards() == bytes)
    }

    @Test func `what was read before a removal is not kept after it`() async {
        let read = await cache.data(of: name) {
            // Comes from the disk, and meets a removal on its way.
            await cache.remove(picture) {}
            return bytes
        }
        #expect(read == bytes)
        #expect(await askAfterwards() == nil)
    }

    @Test func `what is read while the files are removed is not kept`() async {
        await cache.remove(picture) {
            _ = await cache.data(of: name) { bytes }
        }
        #expect(await askAfterwards() == nil)
    }

    @Test func `a removal that fails forgets the files as well`() async {
        struct DiskFailed: Error {}
        _ = await cache.data(of: name) { bytes }
        await #expect(throws: DiskFailed.self) { try await cache.remove(picture) { throw DiskFailed() } }
        #expect(await askAfterwards() == nil)
    }

    @Test func `after a removal, others are kept as before`() async {
        await cache.remove(picture) {}
        _ = await cache.data(of: name) { bytes }
        #expect(await askAfterwards() == bytes)
    }
}
