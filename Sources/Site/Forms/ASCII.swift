/// The octets the form decoders look for, and the character classes of RFC 2045.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let percent: UInt8 = 0x25
    static let ampersand: UInt8 = 0x26
    static let plus: UInt8 = 0x2B
    static let hyphen: UInt8 = 0x2D
    static let slash: UInt8 = 0x2F
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let backslash: UInt8 = 0x5C

    private static let tspecials = Set("()<>@,;:\\\"/[]?=".utf8)

    /// Whether `byte` may stand in a `token` (RFC 2045 section 5.1).
    static func isToken(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !tspecials.contains(byte)
    }

    /// Whether `byte` is linear white space as it may stand around a header value.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == space || byte == tab
    }

    /// `bytes` without the linear white space at either end.
    static func trimmingBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.prefix(while: isBlank).endIndex
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return bytes[start...] }
        return bytes[start...last]
    }

    /// Whether `byte` is a control character other than the tab; none belongs in a header line.
    static func isForbiddenControl(_ byte: UInt8) -> Bool {
        (byte < space && byte != tab) || byte == 0x7F
    }

    /// The value of a hexadecimal digit in either case, or nil for any other byte.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
