import Foundation
import PathKit
import Testing

@testable import Media

struct OrphanTests {
    private let later = Date(timeIntervalSinceNow: 60)
    private static let original = String(repeating: "a", count: 32) + ".png"

    @Test func `the pictures that are there are named once`() throws {
        try withMediaFolder { folder, _ in
            let names = try (0..<3).map { _ in try folder.add() }
            #expect(try folder.avatars(before: later) == Set(names.map(\.description)))
        }
    }

    @Test func `pictures of earlier versions are among them`() throws {
        try withMediaFolder { folder, path in
            try (path + Self.original).write("x")
            #expect(try folder.avatars(before: later) == [Self.original])
            try folder.removeAvatar(named: Self.original)
            #expect(try path.names() == ["incoming"])
        }
    }

    @Test func `pictures made since are not looked at`() throws {
        try withMediaFolder { folder, _ in
            let start = Date()
            _ = try folder.add()
            #expect(try folder.avatars(before: start).isEmpty)
        }
    }

    @Test func `what a crash left of a picture is one of the pictures`() throws {
        try withMediaFolder { folder, _ in
            let name = try folder.add()
            for file in name.files.dropLast() { try folder.path(of: file).delete() }
            #expect(try folder.avatars(before: later) == [name.description])
        }
    }

    @Test func `uploads never completed are removed and counted`() throws {
        try withMediaFolder { folder, path in
            try (path + "incoming/left-by-a-crash").write("x")
            try (path + "incoming/folder").mkpath()
            #expect(try folder.removeIncoming() == 2)
            #expect(try (path + "incoming").children().isEmpty)
        }
    }

    @Test func `files of other names are not looked at`() throws {
        try withMediaFolder { folder, path in
            for name in [".gitkeep", "README.txt", "0123.png", String(repeating: "A", count: 48) + "-48.webp"] {
                try (path + name).write("x")
            }
            try (path + (String(repeating: "a", count: 48) + "-48.webp")).mkpath()
            #expect(try folder.avatars(before: later).isEmpty)
        }
    }

    @Test func `a link named as a picture goes and its target stays`() throws {
        try withMediaFolder { folder, path in
            let (name, target) = (String(repeating: "a", count: 48), path.parent() + "target")
            try target.mkpath()
            try (path + "\(name)-48.webp").symlink(target)
            #expect(try folder.avatars(before: later) == [name])
            try folder.removeAvatar(named: name)
            #expect(try path.names() == ["incoming"])
            #expect(target.isDirectory)
        }
    }
}
