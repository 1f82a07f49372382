import Foundation
import PathKit
import Testing

@testable import Avatars

struct OrphanTests {
    @Test func `pictures nobody has are removed and counted`() throws {
        try withAvatarFolder { folder, _ in
            let names = try (0..<5).map { _ in try folder.add(Sample.all[0].bytes) }
            #expect(try folder.removeOrphans(keeping: Set(names.prefix(2))) == 3)
            #expect(try names.map { try folder.size(of: $0) != nil } == [true, true, false, false, false])
        }
    }

    @Test func `uploads never completed are removed`() throws {
        try withAvatarFolder { folder, path in
            try (path + "incoming/left-by-a-crash").write("x")
            try (path + "incoming/folder").mkpath()
            #expect(try folder.removeOrphans(keeping: []) == 2)
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test func `files of other names are left alone`() throws {
        try withAvatarFolder { folder, path in
            let others = [".gitkeep", "README.txt", "0123.png", String(repeating: "A", count: 32) + ".png"]
            for name in others {
                try (path + name).write("x")
            }
            #expect(try folder.removeOrphans(keeping: []) == 0)
            #expect(try path.names() == (others + ["incoming"]).sorted())
        }
    }

    @Test func `a link named as a picture goes and its target stays`() throws {
        try withAvatarFolder { folder, path in
            let target = path.parent() + "target"
            try target.mkpath()
            try (target + "file").write("x")
            try (path + (String(repeating: "a", count: 32) + ".png")).symlink(target)
            #expect(try folder.removeOrphans(keeping: []) == 1)
            #expect((target + "file").exists)
        }
    }

    @Test func `a name kept that has no file does no harm`() throws {
        try withAvatarFolder { folder, _ in
            var generator = SeededGenerator(seed: 7)
            let name = AvatarName(format: .png, using: &generator)
            let count = try folder.removeOrphans(keeping: [name])
            #expect(count == 0)
        }
    }
}
