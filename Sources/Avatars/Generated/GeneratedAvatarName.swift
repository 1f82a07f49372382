/// The file name of a generated picture: `v1-`, the seed in 16 lower-case hexadecimal digits, `.svg`.
///
/// The number is that of the design: names are cached for good, so a new design is a new name.
public struct GeneratedAvatarName: RawRepresentable, LosslessStringConvertible, Hashable, Sendable {
    private static let prefix = "v1-"
    private static let suffix = ".svg"

    public let seed: UInt64

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Nil for anything but a name written as `description` writes it, and for those of other designs.
    public init?(_ string: String) {
        let bytes = Array(string.utf8)
        guard bytes.count == Self.prefix.utf8.count + 16 + Self.suffix.utf8.count,
            bytes.starts(with: Self.prefix.utf8),
            bytes.suffix(Self.suffix.utf8.count).elementsEqual(Self.suffix.utf8),
            let seed = UInt64(hexadecimal: bytes.dropFirst(Self.prefix.utf8.count).prefix(16))
        else { return nil }
        self.seed = seed
    }

    public init?(rawValue: String) {
        self.init(rawValue)
    }

    public var rawValue: String {
        Self.prefix + seed.hexadecimal + Self.suffix
    }

    public var description: String {
        rawValue
    }
}
