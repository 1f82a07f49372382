import PathKit

/// What the first bytes of an image say about it. The pixels are never decoded.
public struct ImageHeader: Hashable, Sendable {
    /// 50 megapixels: more than most phone cameras take, and 200 MB once a browser decodes it.
    public static let defaultPixelLimit = 50_000_000

    /// Read from the content; the name of the file does not matter.
    public let format: ImageFormat

    /// In pixels, at least 1.
    public let width: Int

    /// In pixels, at least 1.
    public let height: Int

    /// Reads the header of a regular file. Symbolic links are not followed.
    ///
    /// Reads at most a few kilobytes of PNG, GIF and WebP, and a bounded number of short windows of JPEG.
    ///
    /// - Parameter pixelLimit: the largest `width * height` accepted.
    /// - Throws: `ImageRejected` if the file is at fault, `FileError` if it cannot be read.
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

/// An image format that people may upload.
public enum ImageFormat: String, CaseIterable, Hashable, Sendable {
    case png, jpeg, gif, webp

    /// The one extension used for this format, without a dot.
    public var fileExtension: String {
        self == .jpeg ? "jpg" : rawValue
    }

    /// The media type registered with IANA.
    public var mediaType: String {
        "image/\(rawValue)"
    }
}

/// Why an uploaded file is not accepted as an image. The fault is in the file, not in this machine.
public enum ImageRejected: Error, Hashable, Sendable {
    /// The file has no bytes.
    case empty

    /// The first bytes are not the signature of any `ImageFormat`.
    case unknownFormat

    /// The signature is known, but the image ends early, contradicts itself or cannot be decoded.
    case damaged

    /// Decoding it takes too long.
    case tooCostly

    /// The image has more pixels than `limit`. `width` and `height` are in pixels.
    case tooManyPixels(width: Int, height: Int, limit: Int)
}
