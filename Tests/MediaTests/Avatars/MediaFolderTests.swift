import Foundation
import PathKit
import TestSupport
import Testing

@testable import Media

struct MediaFolderTests {
    @Test func `the folders are created for this user alone`() throws {
        try withMediaFolder { _, path in
            let permissions = try [path, path + "incoming"].map { try $0.permissions() }
            #expect(permissions == [0o700, 0o700])
        }
    }

    @Test func `missing parents are created`() throws {
        try withTemporaryFolder { parent in
            _ = try MediaFolder(path: parent + "a/b/media")
            #expect((parent + "a/b/media/incoming").isDirectory)
        }
    }

    @Test func `a folder opened again keeps its pictures`() throws {
        try withMediaFolder { folder, path in
            let name = try folder.add()
            let again = try MediaFolder(path: path)
            #expect(try name.files.allSatisfy { try again.read($0) != nil })
        }
    }

    @Test func `a file in the way is an error`() throws {
        try withTemporaryFolder { parent in
            try (parent + "media").write("")
            let error = #expect(throws: FileError.self) { try MediaFolder(path: parent + "media") }
            #expect(error?.code == ENOTDIR)
        }
    }

    @Test func `incoming may not be a link to elsewhere`() throws {
        try withTemporaryFolder { parent in
            try (parent + "media").mkpath()
            try (parent + "media/incoming").symlink(parent)
            #expect(throws: FileError.self) { try MediaFolder(path: parent + "media") }
        }
    }

    @Test func `a kept picture is found in every size`() throws {
        try withMediaFolder { folder, path in
            let name = try folder.add()
            #expect(try path.names() == (name.files.map(\.description) + ["incoming"]).sorted())
            for file in name.files {
                #expect(try folder.read(file) == Data(Sample.square(file.size.side)))
                #expect(try folder.path(of: file).permissions() == 0o600)
            }
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test func `the name holds the digest of the files`() throws {
        try withMediaFolder { folder, _ in
            let name = try folder.add()
            #expect(name.digest == AvatarName.Digest(of: try name.files.compactMap { try folder.read($0) }))
        }
    }

    @Test func `equal pictures get different names`() throws {
        try withMediaFolder { folder, _ in
            let names = [try folder.add(), try folder.add()]
            #expect(names[0] != names[1])
        }
    }

    @Test func `a picture is never replaced by another`() throws {
        try withMediaFolder { folder, path in
            let names = try (0..<2).map { _ in
                var generator = SplitMix64(seed: 5)
                let avatar = try folder.newFilledAvatar()
                return try? folder.keep(avatar, using: &generator)
            }
            #expect(names[0] != nil && names[1] == nil)
            #expect(try path.names().count == AvatarSize.allCases.count + 1)
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    /// What a child process that was taken over could leave in place of a picture.
    @Test(arguments: [[], Array("<svg/>".utf8), Sample.square(47), Sample.all[0].bytes])
    func `anything but a square of its size in WebP is not kept`(bytes: [UInt8]) throws {
        try withMediaFolder { folder, path in
            for size in AvatarSize.allCases {
                let avatar = try folder.newFilledAvatar { $0 == size ? bytes : Sample.square($0.side) }
                #expect(throws: ImageRejected.self) {
                    var generator = SystemRandomNumberGenerator()
                    return try folder.keep(avatar, using: &generator)
                }
            }
            #expect(try (path + "incoming").children().isEmpty)
            #expect(try path.names() == ["incoming"])
        }
    }

    @Test func `a picture that is not there has no bytes`() throws {
        try withMediaFolder { folder, _ in
            let name = try #require(AvatarName(String(repeating: "0", count: 48)))
            #expect(try folder.read(name.file(.px48)) == nil)
        }
    }

    @Test func `a removed picture is gone in every size and may be removed again`() throws {
        try withMediaFolder { folder, path in
            let name = try folder.add()
            try folder.removeAvatar(named: name.description)
            #expect(try path.names() == ["incoming"])
            try folder.removeAvatar(named: name.description)
        }
    }

    @Test func `a link in place of a picture is not followed`() throws {
        try withMediaFolder { folder, path in
            let file = try folder.add().file(.px48)
            try folder.path(of: file).delete()
            try (path.parent() + "secret").write("secret")
            try folder.path(of: file).symlink(path.parent() + "secret")
            #expect(throws: FileError.self) { try folder.read(file) }
        }
    }

    @Test func `a folder that went away is an error`() throws {
        try withMediaFolder { folder, path in
            try path.delete()
            let error = #expect(throws: FileError.self) { try folder.newIncomingFile() }
            #expect(error?.code == ENOENT)
        }
    }
}
