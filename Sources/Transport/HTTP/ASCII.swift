/// The characters that HTTP/1.1 is made of.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let numberSign = UInt8(ascii: "#")
    static let slash = UInt8(ascii: "/")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let questionMark = UInt8(ascii: "?")
    static let delete: UInt8 = 0x7F

    static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    static func hexDigit(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// A character of a token (RFC 9110, 5.6.2).
    static func isToken(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || tokenPunctuation.contains(byte)
    }

    private static let tokenPunctuation = Array("!#$%&'*+-.^_`|~".utf8)

    /// A character of a host and port (RFC 3986, 3.2.2): names, IPv4 addresses and bracketed IPv6 ones. Commas are
    /// allowed there but nobody has a host like that; here they would stand between two hosts.
    static func isHost(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || hostPunctuation.contains(byte)
    }

    private static let hostPunctuation = Array("-._~:[]%".utf8)
}
