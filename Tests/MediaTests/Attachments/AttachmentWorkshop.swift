import Foundation
import PathKit
import Synchronization
import TestSupport
import WorkQueue

@testable import Media

/// `AttachmentFiles` on a folder of its own.
struct AttachmentWorkshop: Sendable {
    let folder: MediaFolder
    let files: AttachmentFiles
    // Text, as a Path is not Sendable.
    private let location: String

    /// A folder beside that of the files.
    var path: Path { Path(location) }

    /// - Parameters:
    ///   - hasImages: whether the machine can make pictures.
    ///   - script: a shell script to run in the place of `ffmpeg`.
    ///   - change: changes the limits, which otherwise give a busy machine the time it needs.
    static func with(
        hasImages: Bool = true, ffmpeg script: String? = nil, scan: VirusScan? = nil,
        _ change: (inout ImageLimits) -> Void = { _ in }, _ body: (AttachmentWorkshop) async throws -> Void
    ) async throws {
        let parent = Path(NSTemporaryDirectory()) + "attachments-tests-\(UUID().uuidString)"
        try parent.mkpath()
        defer { try? parent.delete() }
        if let script {
            try (parent + "ffmpeg").write("#!/bin/sh\n\(script)\n")
            chmod((parent + "ffmpeg").string, 0o700)
        }
        var limits = ImageLimits()
        limits.time = .seconds(600)
        change(&limits)
        let folder = try MediaFolder(path: parent + "uploads")
        let queue = WorkQueue(label: "files", width: 1, depth: 100)
        let (programs, launcher) = ("\(parent):/usr/local/bin:/usr/bin:/bin", try BuiltProgram.sandboxLauncher)
        let tool = try ImageTool(searching: programs, launcher: launcher)
        let images = ImageProcessor(files: queue, tool: tool, limits: limits, width: 2, depth: 100)
        let files = AttachmentFiles(
            MediaStore(folder, files: queue), images: hasImages ? images : nil,
            films: try? FilmTool(searching: programs, launcher: launcher), scan: scan)
        try await body(AttachmentWorkshop(folder: folder, files: files, location: parent.string))
    }

    /// Whether nothing is left of what was not kept.
    var isTidy: Bool {
        get throws { try folder.leftovers.isEmpty }
    }
}

final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock(\.self) }

    func add() { count.withLock { $0 += 1 } }
}
