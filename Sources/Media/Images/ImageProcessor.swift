import Foundation
import Instrumentation
import PathKit
import WorkQueue

/// Makes WebP images from images that people upload. Uploads themselves are never served as images.
public struct ImageProcessor: Sendable {
    private let files: WorkQueue
    private let tool: ImageTool
    private let limits: ImageLimits
    private let turns: ConcurrencyLimiter

    /// - Parameters:
    ///   - files: the queue for work that waits for the disk.
    ///   - width: uploads that are processed at the same time.
    ///   - depth: uploads that may wait for their turn.
    public init(files: WorkQueue, tool: ImageTool, limits: ImageLimits = ImageLimits(), width: Int, depth: Int) {
        self.files = files
        self.tool = tool
        self.limits = limits
        turns = ConcurrencyLimiter(width: width, depth: depth)
    }

    public var metrics: QueueMetrics { turns.metrics }

    /// An image to make others from, and until when.
    struct Source: Sendable {
        let header: ImageHeader
        let file: OpenFile
        let deadline: ContinuousClock.Instant
    }

    /// Checks an upload, waits for a turn and lets `body` make images from it.
    ///
    /// - Parameter person: for whom; people take turns. Nil for the site itself.
    /// - Throws: `ImageRejected` if the file is at fault, `WorkQueue.Full` if too many uploads wait, `FileError` if the
    ///   disk is at fault.
    func process<Value: Sendable>(
        fileAt path: String, for person: Int64?, _ body: (Source) async throws -> Value
    ) async throws -> Value {
        let (header, file) = try await files.run { [limits] in
            (try ImageHeader.read(from: Path(path), pixelLimit: limits.pixels), try OpenFile.reading(path))
        }
        return try await turns.run(for: person) {
            try await body(Source(header: header, file: file, deadline: ContinuousClock.now + limits.time))
        }
    }

    /// Waits for a turn to make something other than an image of an upload.
    ///
    /// - Parameters:
    ///   - person: for whom; people take turns.
    ///   - body: takes what it may cost, and until when.
    /// - Throws: `WorkQueue.Full` if too many uploads wait.
    func takingTurn<Value: Sendable>(
        for person: Int64, _ body: (ImageLimits, ContinuousClock.Instant) async throws -> Value
    ) async throws -> Value {
        try await turns.run(for: person) { try await body(limits, ContinuousClock.now + limits.time) }
    }

    /// What to make of an image. All are WebP in sRGB and turned upright; of an animation, the first frame.
    enum Rendition: Hashable, Sendable {
        /// Cropped to a square and scaled down to this side.
        case square(side: Int)
        /// Scaled to this side from a square. Larger than the source if need be.
        case scaledSquare(side: Int)
        /// Scaled down until neither side is longer than this.
        case fitting(side: Int)

        /// An upload that ends early is refused rather than filled up with grey.
        private static let whole = "stdin[fail_on=truncated]"

        fileprivate var arguments: [String] {
            switch self {
            case .square(let side):
                // Attention finds skin, colours and edges: usually a face.
                [
                    Self.whole, "--size=\(side)x\(side)", "--smartcrop=attention", "--export-profile=srgb",
                    "--output=.webp[Q=96]",
                ]
            case .fitting(let side):
                [Self.whole, "--size=\(side)x\(side)>", "--export-profile=srgb", "--output=.webp[Q=82]"]
            case .scaledSquare(let side): ["stdin", "--size=\(side)x\(side)", "--output=.webp[Q=82]"]
            }
        }
    }

    /// Writes an image made from `source` to `file`.
    ///
    /// - Throws: as `process(fileAt:_:)`.
    func render(_ rendition: Rendition, of source: Source, to file: IncomingFile) async throws {
        try await files.run { try source.file.rewind() }
        let outcome = try await file.withFile { output in
            try await tool.program.run(
                rendition.arguments, from: source.file, to: output, limits: limits, until: source.deadline)
        }
        switch outcome {
        case .done: return
        case .exhausted: throw ImageRejected.tooCostly
        case .failed:
            // Only a full disk is not the image's fault: try to write one more byte.
            try await files.run { try file.append([0]) }
            throw ImageRejected.damaged
        }
    }
}

extension IncomingFile {
    /// Removes everything but the image from a WebP file that a child process has made, and closes the file. Returns
    /// the bytes.
    ///
    /// A child process that was taken over could write anything, so the file is checked.
    ///
    /// - Throws: `ImageRejected.damaged` unless it is a WebP image of such a size.
    @discardableResult
    func finishImage(_ hasRightSize: (_ width: Int, _ height: Int) -> Bool) throws -> Data {
        do {
            let header = try ImageHeader.read(from: Path(path))
            guard header.format == .webp, hasRightSize(header.width, header.height) else { throw ImageRejected.damaged }
        } catch is ImageRejected {
            // One error for all: the fault is in the image that was made, and the sender knows nothing of that one.
            throw ImageRejected.damaged
        }
        let image = try WebPFile(OpenFile.reading(path).readAll()).image
        try replace(with: image)
        try close()
        return image
    }
}
