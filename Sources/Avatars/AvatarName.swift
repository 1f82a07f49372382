/// The file name of an uploaded picture: 32 lower-case hexadecimal digits, a dot, the extension of a format.
///
/// A value holds numbers and a format, not text, so no value can name a file outside the folder.
public struct AvatarName: RawRepresentable, LosslessStringConvertible, Hashable, Sendable {
    public let format: ImageFormat
    private let high: UInt64
    private let low: UInt64

    /// Draws 128 random bits: a name can be neither guessed nor met twice.
    public init(format: ImageFormat, using generator: inout some RandomNumberGenerator) {
        self.format = format
        high = generator.next()
        low = generator.next()
    }

    /// Nil for anything but a name written as `description` writes it.
    public init?(_ string: String) {
        // Bytes, as characters compare equal across Unicode's spellings.
        let bytes = Array(string.utf8)
        guard bytes.count > 33, bytes[32] == UInt8(ascii: "."),
            let high = UInt64(hexadecimal: bytes[..<16]),
            let low = UInt64(hexadecimal: bytes[16..<32]),
            let format = ImageFormat.allCases.first(where: { $0.fileExtension.utf8.elementsEqual(bytes[33...]) })
        else { return nil }
        self.format = format
        self.high = high
        self.low = low
    }

    public init?(rawValue: String) {
        self.init(rawValue)
    }

    public var rawValue: String {
        "\(high.hexadecimal)\(low.hexadecimal).\(format.fileExtension)"
    }

    public var description: String {
        rawValue
    }
}
