/// Why an uploaded file is not taken as a picture. The fault is in the file, not in this machine.
public enum ImageRejected: Error, Hashable, Sendable {
    /// The file has no bytes.
    case empty

    /// The first bytes are the signature of no `ImageFormat`.
    case unknownFormat

    /// The signature is known, but the picture ends early, contradicts itself or cannot be decoded.
    case damaged

    /// Decoding it takes longer than a picture may.
    case tooCostly

    /// The picture has more pixels than `limit`. `width` and `height` are in pixels.
    case tooManyPixels(width: Int, height: Int, limit: Int)
}
