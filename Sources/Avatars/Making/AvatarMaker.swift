import Foundation
import Instrumentation
import PathKit
import WorkQueue

/// Makes the pictures that are served out of those that are sent: nothing that was sent is ever served.
public struct AvatarMaker: Sendable {
    private let folder: AvatarFolder
    private let files: WorkQueue
    private let tool: PictureTool
    private let limits: PictureLimits
    private let turns: ConcurrencyLimiter

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
        turns = ConcurrencyLimiter(width: width, depth: depth)
    }

    public var metrics: QueueMetrics { turns.metrics }

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
        let (header, source) = try await files.run { [limits] in
            (try ImageHeader.read(from: Path(path), pixelLimit: limits.pixels), try OpenFile.reading(path))
        }
        return try await turns.run {
            let (square, avatar) = try await files.run { [folder] in
                (try folder.newIncomingFile(), try folder.newIncomingAvatar())
            }
            let deadline = ContinuousClock.now + limits.time
            // Cropped before it is made larger: a line of pixels would be scaled to a wall otherwise.
            let side = min(header.width, header.height, AvatarSize.largest.side)
            try await run(Self.cropping(to: side), from: source, to: square, until: deadline)
            try await fill(avatar, from: square, until: deadline)
            return try await files.run { [folder] in
                square.discard()
                return try folder.keep(avatar)
            }
        }
    }

    private func fill(
        _ avatar: IncomingAvatar, from square: IncomingFile, until deadline: ContinuousClock.Instant
    ) async throws {
        let source = try await files.run { try OpenFile.reading(square.path) }
        for (size, file) in avatar.files {
            try await run(Self.scaling(to: size.side), from: source, to: file, until: deadline)
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

    private static func cropping(to side: Int) -> [String] {
        [
            // A picture that ends early is refused, not filled up with grey.
            "stdin[fail_on=truncated]", "--size=\(side)x\(side)",
            // Where skin, colour and edges are: most often a face.
            "--smartcrop=attention", "--export-profile=srgb", "--output=.webp[Q=96]",
        ]
    }

    private static func scaling(to side: Int) -> [String] {
        ["stdin", "--size=\(side)x\(side)", "--output=.webp[Q=82]"]
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
