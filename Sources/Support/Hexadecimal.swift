extension UInt64 {
    /// Sixteen lower-case hexadecimal digits.
    public var hexadecimal: String { [self].hexadecimalText }

    /// Nil unless the bytes are exactly sixteen lower-case hexadecimal digits in ASCII.
    @inlinable
    public init?(hexadecimal digits: some Collection<UInt8>) {
        guard digits.count == 16 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default:
                return nil
            }
        }
        self = value
    }
}

extension [UInt64] {
    /// The lower-case hexadecimal digits of all numbers, sixteen for each.
    public var hexadecimalText: String {
        String(unsafeUninitializedCapacity: 16 * count) { digits in
            for place in 0..<(16 * count) {
                let nibble = UInt8(truncatingIfNeeded: self[place / 16] >> UInt64(60 - 4 * (place % 16))) & 0xF
                digits[place] = nibble.hexadecimalDigit
            }
            return 16 * count
        }
    }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits for each byte.
    public var hexadecimal: String {
        String(decoding: flatMap { [$0 >> 4, $0 & 0xF] }.map(\.hexadecimalDigit), as: UTF8.self)
    }
}

extension UInt8 {
    /// In ASCII, for a number below 16.
    fileprivate var hexadecimalDigit: UInt8 { self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + self - 10 }
}
