import Support

/// The `application/x-www-form-urlencoded` rules shared by bodies and query strings.
///
/// This is the parser of the WHATWG URL standard, section 5.1, made strict: the standard repairs bad input (a lone `%`
/// stays, bad UTF-8 becomes U+FFFD, empty pairs vanish), and no browser's form produces any of it.
enum URLEncodedDecoder {
    /// The most fields one form or query string may have.
    static let maximumFieldCount = 100
    /// The longest name, in bytes of decoded UTF-8.
    static let maximumNameLength = 100

    /// Decodes `bytes` to values by name; no bytes at all are a form without fields.
    ///
    /// - Throws: the first rule broken, in the order of the input, except that `tooManyFields` comes before all others.
    static func fields(in bytes: [UInt8]) throws(MalformedForm) -> [String: String] {
        guard !bytes.isEmpty else { return [:] }
        // Bounding the splits keeps a body of nothing but "&" from becoming an array many times its size.
        let pairs = bytes.split(
            separator: ASCII.ampersand, maxSplits: maximumFieldCount, omittingEmptySubsequences: false)
        guard pairs.count <= maximumFieldCount else { throw .tooManyFields }

        var fields: [String: String] = [:]
        for pair in pairs {
            let (name, value) = try field(in: pair)
            // Servers disagree on which of two equal names counts; a check and a use must not disagree here.
            guard fields.updateValue(value, forKey: name) == nil else { throw .duplicateField(name) }
        }
        return fields
    }

    /// Splits one pair at its first `=`; without one the whole pair is a name with an empty value (WHATWG).
    private static func field(in pair: ArraySlice<UInt8>) throws(MalformedForm) -> (name: String, value: String) {
        guard !pair.isEmpty else { throw .emptyPair }
        let separator = pair.firstIndex(of: ASCII.equals) ?? pair.endIndex
        let name = try text(in: pair[..<separator])
        guard !name.isEmpty else { throw .emptyName }
        guard name.utf8.count <= maximumNameLength else { throw .nameTooLong }
        return (name, try text(in: pair[separator...].dropFirst()))
    }

    /// Undoes `+` and `%XX`, and checks the text that results.
    private static func text(in slice: ArraySlice<UInt8>) throws(MalformedForm) -> String {
        // In a debug build, reading an array is several times as fast as reading a slice.
        let encoded = Array(slice)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var (position, hasNUL) = (0, false)
        while position < encoded.count {
            var byte = encoded[position]
            if byte == ASCII.plus {
                byte = ASCII.space
            } else if byte == ASCII.percent {
                byte = try escapedByte(after: position, in: encoded)
                position += 2
            }
            if byte == 0 { hasNUL = true }
            decoded.append(byte)
            position += 1
        }
        guard !hasNUL else { throw .nulCharacter }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .invalidText }
        return text
    }

    private static func escapedByte(after percent: Int, in bytes: [UInt8]) throws(MalformedForm) -> UInt8 {
        guard let byte = bytes[(percent + 1)...].firstHexByte else { throw .malformedEscape }
        return byte
    }
}
