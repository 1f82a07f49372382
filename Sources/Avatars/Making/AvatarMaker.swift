import Foundation
import PathKit
import WorkQueue

/// Makes the pictures that are served out of those that are sent: nothing that was sent is ever served.
public struct AvatarMaker: Sendable {
    private let folder: AvatarFolder
    private let files: WorkQueue
    private let tool: PictureTool
    private let limits: PictureLimits
    private let turns: Turnstile

    /// - Parameters:
    ///   - files: the queue for work that waits for the disk.
    ///   - width: pictures that are made at the same time.
    ///   - depth: pictures that may wait for their turn.
    public init(
        folder: AvatarFolder, files: WorkQueue, tool: PictureTool, limits: PictureLimits = PictureLimits(),
        width: Int, depth: Int
    ) {
        self.folder = folder
        self.files = files
        self.tool = tool
        self.limits = limits
        turns = Turnstile(width: width, depth: depth)
    }

    /// Decodes an upload, turns it upright, crops it to a square and keeps it as WebP in every size, without metadata; of
    /// an animation, the first frame. The upload is gone afterwards, whatever happens.
    ///
    /// - Throws: `ImageRejected` for the fault of the file, `WorkQueue.Full` when too many wait already, `FileError` for
    ///   that of the disk.
    public func make(from upload: IncomingFile) async throws -> AvatarName {
        let result = await Result { try await make(fromFileAt: upload.path) }
        try await files.run { upload.discard() }
        return try result.get()
    }

    /// As `make(from:)`, of a picture that was kept as it was sent. The file stays.
    public func make(from original: OriginalName) async throws -> AvatarName {
        try await make(fromFileAt: folder.path(of: original).string)
    }

    private func make(fromFileAt path: String) async throws -> AvatarName {
        let source = try await files.run { [limits] in
            _ = try ImageHeader.read(from: Path(path), pixelLimit: limits.pixels)
            return try OpenFile.reading(path)
        }
        return try await turns.run {
            let avatar = try await files.run { [folder] in try folder.newIncomingAvatar() }
            try await fill(avatar, from: source)
            return try await files.run { [folder] in try folder.keep(avatar) }
        }
    }

    private func fill(_ avatar: IncomingAvatar, from source: OpenFile) async throws {
        let deadline = ContinuousClock.now + limits.time
        let master = avatar.file(.master)
        try await run(Self.cropping, from: source, to: master, until: deadline)
        let square = try await files.run { try OpenFile.reading(master.path) }
        for (size, file) in avatar.files where size != .master {
            try await run(Self.shrinking(to: size), from: square, to: file, until: deadline)
        }
    }

    private func run(
        _ arguments: [String], from source: OpenFile, to file: IncomingFile, until deadline: ContinuousClock.Instant
    ) async throws {
        try await files.run { try source.rewind() }
        let outcome = try await file.withFile { output in
            try await tool.run(arguments, from: source, to: output, limits: limits, until: deadline)
        }
        switch outcome {
        case .done: return
        case .exhausted: throw ImageRejected.tooCostly
        case .failed:
            // A full disk is no fault of the picture's: does it take another byte?
            try await files.run { try file.append([0]) }
            throw ImageRejected.damaged
        }
    }

    private static let cropping =
        [
            // A picture that ends early is refused, not filled up with grey.
            "stdin[fail_on=truncated]", "--size=\(AvatarSize.master.side)x\(AvatarSize.master.side)",
            // Where skin, colour and edges are: most often a face.
            "--smartcrop=attention", "--export-profile=srgb",
        ] + output

    private static func shrinking(to size: AvatarSize) -> [String] {
        ["stdin", "--size=\(size.side)x\(size.side)"] + output
    }

    private static let output = ["--output=.webp[Q=82]"]
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
