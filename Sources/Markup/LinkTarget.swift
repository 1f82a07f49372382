/// Where a link leads: an absolute `http`, `https` or `mailto` address that a page can safely link to.
public struct LinkTarget: Hashable, Sendable {
    public static let byteLimit = 2_048

    public let text: String

    /// - Returns: nil for any other scheme, and for an address with blanks, control characters, invisible characters
    ///   that change the direction of text, or characters that browsers repair.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.byteLimit else { return nil }
        let bytes = Array(text.utf8)
        guard let scheme = Scheme(startOf: bytes[...]), bytes.count > scheme.prefix.count else { return nil }
        let rest = bytes[scheme.prefix.count...]
        guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !Self.isForbidden($0) }),
            text.unicodeScalars.allSatisfy({ !Self.isInvisible($0) })
        else { return nil }
        switch scheme {
        case .http, .https: guard rest.first.map(Self.canBeginHost) == true else { return nil }
        case .mailto: guard rest.contains(UInt8(ascii: "@")) else { return nil }
        }
        self.text = text
    }

    enum Scheme: CaseIterable {
        case http, https, mailto

        var prefix: StaticString {
            switch self {
            case .http: "http://"
            case .https: "https://"
            case .mailto: "mailto:"
            }
        }

        init?(startOf bytes: ArraySlice<UInt8>) {
            // Most text is neither.
            guard let first = bytes.first.map({ $0 | 0x20 }), first == UInt8(ascii: "h") || first == UInt8(ascii: "m"),
                let scheme = Self.allCases.first(where: { bytes.starts(withLowercase: $0.prefix) })
            else { return nil }
            self = scheme
        }
    }

    static func canBeginHost(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || byte >= 0x80 || byte == UInt8(ascii: "[")
    }

    static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80 else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
        default: return false
        }
    }
}

extension StaticString {
    var count: Int { utf8CodeUnitCount }
}

extension Collection<UInt8> {
    /// Whether these bytes begin with an ASCII prefix, written in lower case, in any case.
    func starts(withLowercase prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { prefix in
            self.prefix(prefix.count).elementsEqual(prefix) { byte, expected in
                byte == expected || (byte.isASCIIUppercase && byte | 0x20 == expected)
            }
        }
    }
}
