/// The bytes that parsers look for, and the classes of characters that HTTP, MIME and URIs are made of.
public enum ASCII {
    public static let tab: UInt8 = 0x09
    public static let lineFeed: UInt8 = 0x0A
    public static let carriageReturn: UInt8 = 0x0D
    public static let space: UInt8 = 0x20
    public static let quote = UInt8(ascii: "\"")
    public static let numberSign = UInt8(ascii: "#")
    public static let percent = UInt8(ascii: "%")
    public static let ampersand = UInt8(ascii: "&")
    public static let plus = UInt8(ascii: "+")
    public static let hyphen = UInt8(ascii: "-")
    public static let slash = UInt8(ascii: "/")
    public static let colon = UInt8(ascii: ":")
    public static let semicolon = UInt8(ascii: ";")
    public static let equals = UInt8(ascii: "=")
    public static let questionMark = UInt8(ascii: "?")
    public static let backslash = UInt8(ascii: "\\")
    public static let delete: UInt8 = 0x7F

    @inlinable public static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    @inlinable public static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || isDigit(byte)
    }

    /// Whether `byte` is white space within a line.
    @inlinable public static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }

    /// Whether `byte` is a control character other than the tab; none belongs in a header line.
    @inlinable public static func isForbiddenControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 || byte == 0x7F
    }

    /// The value of a hexadecimal digit in either case, or nil for any other byte.
    @inlinable public static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    /// `bytes` without the blanks at either end.
    public static func trimmingBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.prefix(while: isBlank).endIndex
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return bytes[start...] }
        return bytes[start...last]
    }
}

/// A set of ASCII characters, with a bit for each.
public struct ASCIISet: Sendable {
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64

    private static let alphanumeric = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

    /// - Parameter characters: all of them ASCII.
    public init(_ characters: String) {
        var (low, high) = (UInt64(0), UInt64(0))
        for byte in characters.utf8 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        (self.low, self.high) = (low, high)
    }

    @inlinable public func contains(_ byte: UInt8) -> Bool {
        // A shift by 64 or more is zero.
        byte < 64 ? low >> UInt64(byte) & 1 != 0 : high >> UInt64(byte - 64) & 1 != 0
    }

    /// The characters of a token of HTTP (RFC 9110, 5.6.2).
    public static let token = ASCIISet("!#$%&'*+-.^_`|~" + alphanumeric)

    /// The characters of a token of MIME (RFC 2045, 5.1).
    public static let mimeToken = ASCIISet("!#$%&'*+-.^_`|~{}" + alphanumeric)

    /// The characters of a host and port (RFC 3986, 3.2.2): names, IPv4 addresses and bracketed IPv6 ones. Commas would be
    /// allowed, but no host has one, and in a header they would separate two hosts.
    public static let host = ASCIISet("-._~:[]%" + alphanumeric)

    /// The characters that a URI never has to encode (RFC 3986, 2.3).
    public static let unreserved = ASCIISet("-._~" + alphanumeric)

    /// The same and the slash: what stays readable where a path is the value of a query's parameter.
    public static let unreservedAndSlash = ASCIISet("-._~/" + alphanumeric)

    /// The characters of a path with its query (RFC 3986, 3.3 and 3.4).
    public static let pathAndQuery = ASCIISet("-._~!$&'()*+,;=:@/?" + alphanumeric)
}
