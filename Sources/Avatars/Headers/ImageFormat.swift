/// A picture format a person may upload.
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
