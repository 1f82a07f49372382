import Foundation
import PathKit
import Testing

@testable import Avatars

struct AvatarFolderTests {
    @Test func `the folders are created for this user alone`() throws {
        try withAvatarFolder { _, path in
            let permissions = try [path, path + "incoming"].map { try $0.permissions() }
            #expect(permissions == [0o700, 0o700])
        }
    }

    @Test func `missing parents are created`() throws {
        try withTemporaryFolder { parent in
            _ = try AvatarFolder(path: parent + "a/b/avatars")
            #expect((parent + "a/b/avatars/incoming").isDirectory)
        }
    }

    @Test func `a folder opened again keeps its pictures`() throws {
        try withAvatarFolder { folder, path in
            let name = try folder.add(Sample.all[0].bytes)
            #expect(try AvatarFolder(path: path).read(name) == Data(Sample.all[0].bytes))
        }
    }

    @Test func `a file in the way is an error`() throws {
        try withTemporaryFolder { parent in
            try (parent + "avatars").write("")
            let error = #expect(throws: FileError.self) { try AvatarFolder(path: parent + "avatars") }
            #expect(error?.code == ENOTDIR)
        }
    }

    @Test func `incoming may not be a link to elsewhere`() throws {
        try withTemporaryFolder { parent in
            try (parent + "avatars").mkpath()
            try (parent + "avatars/incoming").symlink(parent)
            #expect(throws: FileError.self) { try AvatarFolder(path: parent + "avatars") }
        }
    }

    @Test(arguments: Sample.all)
    func `a kept picture is found under a name of its format`(sample: Sample) throws {
        try withAvatarFolder { folder, path in
            let name = try folder.add(sample.bytes)
            #expect(name.format == sample.format)
            #expect(try folder.read(name) == Data(sample.bytes))
            #expect(try folder.size(of: name) == sample.bytes.count)
            #expect(try path.names() == [name.rawValue, "incoming"].sorted())
            #expect(try folder.path(of: name).permissions() == 0o600)
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test func `equal pictures get different names`() throws {
        try withAvatarFolder { folder, _ in
            let names = try (0..<2).map { _ in try folder.add(Sample.all[0].bytes) }
            #expect(names[0] != names[1])
        }
    }

    @Test func `a picture is never replaced by another`() throws {
        try withAvatarFolder { folder, path in
            let names = try [480, 481].map { height in
                var generator = SeededGenerator(seed: 5)
                let file = try folder.newIncomingFile()
                try file.append(ImageBytes.png(width: 640, height: height))
                return try? folder.keep(file, using: &generator)
            }
            #expect(names[1] == nil)
            let first = try #require(names[0])
            #expect(try folder.read(first) == Data(ImageBytes.png(width: 640, height: 480)))
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test(arguments: [[], Array("<svg/>".utf8), Array(Sample.all[0].bytes.prefix(20))])
    func `a rejected upload leaves nothing behind`(bytes: [UInt8]) throws {
        try withAvatarFolder { folder, path in
            let file = try folder.newIncomingFile()
            try file.append(bytes)
            #expect(throws: ImageRejected.self) { try folder.keep(file) }
            #expect(try (path + "incoming").children().isEmpty)
            #expect(try path.names() == ["incoming"])
        }
    }

    @Test func `the pixel limit applies to uploads`() throws {
        try withAvatarFolder { folder, _ in
            #expect(throws: ImageRejected.tooManyPixels(width: 640, height: 480, limit: 1_000)) {
                try folder.add(Sample.all[0].bytes, pixelLimit: 1_000)
            }
        }
    }

    @Test func `a picture that is not there has no bytes and no size`() throws {
        try withAvatarFolder { folder, _ in
            var generator = SeededGenerator(seed: 6)
            let name = AvatarName(format: .gif, using: &generator)
            let (bytes, size) = try (folder.read(name), folder.size(of: name))
            #expect(bytes == nil && size == nil)
        }
    }

    @Test func `a removed picture is gone and may be removed again`() throws {
        try withAvatarFolder { folder, _ in
            let name = try folder.add(Sample.all[0].bytes)
            try folder.remove(name)
            #expect(try folder.read(name) == nil)
            try folder.remove(name)
        }
    }

    @Test func `a link in place of a picture is not followed`() throws {
        try withAvatarFolder { folder, path in
            let name = try folder.add(Sample.all[0].bytes)
            try folder.remove(name)
            try (path.parent() + "secret").write("secret")
            try folder.path(of: name).symlink(path.parent() + "secret")
            #expect(throws: FileError.self) { try folder.read(name) }
        }
    }

    @Test func `a folder that went away is an error`() throws {
        try withAvatarFolder { folder, path in
            try path.delete()
            let error = #expect(throws: FileError.self) { try folder.newIncomingFile() }
            #expect(error?.code == ENOENT)
        }
    }
}
