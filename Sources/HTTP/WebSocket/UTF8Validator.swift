/// Checks UTF-8 as it arrives, so that a mistake is noticed at its first byte (Unicode 16, table 3-7).
struct UTF8Validator: Sendable {
    /// Continuation bytes that are still to come, and what the next one may be.
    private var missing = 0
    private var range: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether the text does not end within a character.
    var isComplete: Bool { missing == 0 }

    /// - Returns: whether these bytes can stand here.
    mutating func take(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { take($0) }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard missing > 0 else { return begin(byte) }
        guard range.contains(byte) else { return false }
        missing -= 1
        range = 0x80...0xBF
        return true
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x7F: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0: (missing, range) = (2, 0xA0...0xBF)
        case 0xED: (missing, range) = (2, 0x80...0x9F)
        case 0xE1...0xEF: missing = 2
        case 0xF0: (missing, range) = (3, 0x90...0xBF)
        case 0xF1...0xF3: missing = 3
        case 0xF4: (missing, range) = (3, 0x80...0x8F)
        default: return false
        }
        return true
    }
}
