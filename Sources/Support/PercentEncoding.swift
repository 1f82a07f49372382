extension String {
    /// The UTF-8 of the text with a `%` and two digits for each byte that is not in `allowed` (RFC 3986, 2.1).
    public func percentEncoded(keeping allowed: ASCIISet) -> String {
        var encoded: [UInt8] = []
        for byte in utf8 {
            if allowed.contains(byte) { encoded.append(byte) } else { encoded.append(percentEncoding: byte) }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

extension Collection<UInt8> {
    /// The bytes with each `%` and its two digits as the byte they stand for. A `%` without digits stays.
    public var percentDecoded: [UInt8] {
        var (bytes, rest) = ([UInt8](), self[...])
        while let byte = rest.popFirst() {
            if byte == ASCII.percent, let encoded = rest.firstHexByte {
                bytes.append(encoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}

extension [UInt8] {
    /// Appends a `%` and two digits in capitals.
    public mutating func append(percentEncoding byte: UInt8) {
        self += [ASCII.percent, Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 0xF)]]
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}

extension Collection<UInt8> {
    /// The byte that the two hexadecimal digits at the start stand for; nil where others do.
    public var firstHexByte: UInt8? {
        guard let high = first.flatMap(ASCII.hexValue), let low = dropFirst().first.flatMap(ASCII.hexValue) else {
            return nil
        }
        return high << 4 | low
    }
}
