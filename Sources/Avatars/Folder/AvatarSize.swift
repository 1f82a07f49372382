/// A size in which every picture is kept, named by the pixels of a side of the square.
///
/// Pages show pictures at 48, 128 and 512 pixels; each of these has a twin for screens of double density.
public enum AvatarSize: Int, CaseIterable, Hashable, Sendable {
    case px48 = 48
    case px96 = 96
    case px128 = 128
    case px256 = 256
    case px512 = 512
    case px1024 = 1024

    /// The largest.
    public static let largest = AvatarSize.px1024

    /// In pixels.
    public var side: Int { rawValue }

    /// For screens of double density.
    public var twin: AvatarSize? { AvatarSize(rawValue: side * 2) }
}
