import PathKit

/// What the first bytes of a picture say about it. The pixels themselves are never decoded.
public struct ImageHeader: Hashable, Sendable {
    /// 50 megapixels: more than a phone's camera makes, 200 MB when a browser decodes it.
    public static let defaultPixelLimit = 50_000_000

    /// Known from the content; the name of the file has no say.
    public let format: ImageFormat

    /// In pixels, at least 1.
    public let width: Int

    /// In pixels, at least 1.
    public let height: Int

    /// Reads the header of a regular file; symbolic links are not followed.
    ///
    /// Reads a few kilobytes at most of PNG, GIF and WebP, and of JPEG a bounded number of short windows.
    ///
    /// - Parameter pixelLimit: the largest `width * height` accepted.
    /// - Throws: `ImageRejected` for the fault of the file, `FileError` when it cannot be read.
    public static func read(from path: Path, pixelLimit: Int = defaultPixelLimit) throws -> ImageHeader {
        var window = ByteWindow(try OpenFile.reading(path.string))
        return try read(from: &window, pixelLimit: pixelLimit)
    }

    static func read(from window: inout ByteWindow, pixelLimit: Int = defaultPixelLimit) throws -> ImageHeader {
        let format = try signature(of: window)
        let (width, height) =
            switch format {
            case .png: try PNGHeader.size(from: &window)
            case .jpeg: try JPEGHeader.size(from: &window)
            case .gif: try GIFHeader.size(from: &window)
            case .webp: try WebPHeader.size(from: &window)
            }
        guard width > 0, height > 0 else { throw ImageRejected.damaged }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= pixelLimit else {
            throw ImageRejected.tooManyPixels(width: width, height: height, limit: pixelLimit)
        }
        return ImageHeader(format: format, width: width, height: height)
    }

    private static func signature(of window: ByteWindow) throws -> ImageFormat {
        let start = try window.prefix(12)
        if start.isEmpty { throw ImageRejected.empty }
        if start.starts(with: PNGHeader.signature) { return .png }
        if start.starts(with: JPEGHeader.signature) { return .jpeg }
        if GIFHeader.signatures.contains(where: { start.starts(with: $0.utf8) }) { return .gif }
        if start.starts(with: "RIFF".utf8), start.dropFirst(8).elementsEqual("WEBP".utf8) { return .webp }
        throw ImageRejected.unknownFormat
    }
}
