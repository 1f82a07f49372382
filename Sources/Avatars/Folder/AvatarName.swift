/// The name of an uploaded picture, which its files of all sizes share: 48 lower-case hexadecimal digits.
///
/// The first 32 are a digest of the bytes of the files, so that what is behind a name never changes and can be checked.
/// The others are random: no two uploads meet in a name, not even of the same picture, and removing one never takes
/// another's files. A value holds numbers, not text, so no value can name a file outside the folder.
public struct AvatarName: RawRepresentable, LosslessStringConvertible, Hashable, Sendable {
    let digest: AvatarDigest
    private let serial: UInt64

    init(digest: AvatarDigest, using generator: inout some RandomNumberGenerator) {
        self.digest = digest
        serial = generator.next()
    }

    /// Nil for anything but a name written as `description` writes it.
    public init?(_ string: String) {
        // Bytes, as characters compare equal across Unicode's spellings.
        let bytes = Array(string.utf8)
        guard bytes.count == 48, let high = UInt64(hexadecimal: bytes[..<16]),
            let low = UInt64(hexadecimal: bytes[16..<32]), let serial = UInt64(hexadecimal: bytes[32...])
        else { return nil }
        digest = AvatarDigest(high: high, low: low)
        self.serial = serial
    }

    public init?(rawValue: String) {
        self.init(rawValue)
    }

    public var rawValue: String {
        digest.high.hexadecimal + digest.low.hexadecimal + serial.hexadecimal
    }

    public var description: String {
        rawValue
    }

    /// The file of this picture in a size.
    public func file(_ size: AvatarSize) -> AvatarFileName {
        AvatarFileName(picture: self, size: size)
    }

    /// The files of this picture, the smallest first.
    public var files: [AvatarFileName] {
        AvatarSize.allCases.map(file)
    }
}
