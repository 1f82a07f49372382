import Support

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
        guard bytes.allSatisfy({ $0 > ASCII.space && $0 != ASCII.delete && !ASCIISet.forbiddenInTarget.contains($0) }),
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

        static func canBegin(with byte: UInt8) -> Bool {
            byte | 0x20 == UInt8(ascii: "h") || byte | 0x20 == UInt8(ascii: "m")
        }

        init?(startOf bytes: ArraySlice<UInt8>) {
            guard let scheme = Self.allCases.first(where: { bytes.starts(withLowercase: $0.prefix) })
            else { return nil }
            self = scheme
        }
    }

    static func canBeginHost(_ byte: UInt8) -> Bool {
        ASCIISet.alphanumeric.contains(byte) || byte >= 0x80 || byte == UInt8(ascii: "[")
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80 else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
        default: return false
        }
    }
}
