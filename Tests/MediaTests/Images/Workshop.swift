import Foundation
import PathKit
import TestSupport
import WorkQueue

@testable import Media

/// An `AvatarStore` on a folder of its own.
struct Workshop: Sendable {
    let folder: MediaFolder
    let avatars: AvatarStore
    // Text, as a Path is not Sendable.
    private let location: String

    var path: Path { Path(location) }

    /// - Parameters:
    ///   - vipsthumbnail: a shell script to run in the place of the program.
    ///   - change: changes the limits, which otherwise give a busy machine the time it needs.
    static func with(
        vipsthumbnail script: String? = nil, _ change: (inout ImageLimits) -> Void = { _ in },
        _ body: (Workshop) async throws -> Void
    ) async throws {
        let parent = Path(NSTemporaryDirectory()) + "media-tests-\(UUID().uuidString)"
        try parent.mkpath()
        defer { try? parent.delete() }
        if let script {
            try (parent + "vipsthumbnail").write("#!/bin/sh\n\(script)\n")
            chmod((parent + "vipsthumbnail").string, 0o700)
        }
        var limits = ImageLimits()
        limits.time = .seconds(600)
        change(&limits)
        let folder = try MediaFolder(path: parent + "avatars")
        let tool = try ImageTool(
            searching: "\(parent):/usr/local/bin:/usr/bin:/bin", launcher: try BuiltProgram.sandboxLauncher)
        let files = WorkQueue(label: "files", width: 1, depth: 100)
        let images = ImageProcessor(files: files, tool: tool, limits: limits, width: 2, depth: 100)
        let avatars = AvatarStore(MediaStore(folder, files: files), images: images) { _, _ in }
        try await body(Workshop(folder: folder, avatars: avatars, location: (parent + "avatars").string))
    }

    func make(_ bytes: [UInt8]) async throws -> AvatarName {
        let file = try folder.newIncomingFile()
        try file.append(bytes)
        return try await avatars.make(from: file, for: 1)
    }

    /// The file of a size.
    func file(_ size: AvatarSize, of name: AvatarName) throws -> [UInt8] {
        Array(try folder.read(name.file(size)) ?? Data())
    }

    /// Whether nothing is left of what was not kept.
    var isTidy: Bool {
        get throws { try folder.leftovers.isEmpty }
    }
}
