import Foundation

/// Writes a JSON text, value by value.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether the next value or name has another one before it.
    private var needsComma = false

    init(capacity: Int = 1024) {
        bytes.reserveCapacity(capacity)
    }

    var data: Data { Data(bytes) }

    mutating func object(_ write: (inout JSONWriter) throws -> Void) rethrows {
        try nested(UInt8(ascii: "{"), UInt8(ascii: "}"), write)
    }

    mutating func array(_ write: (inout JSONWriter) throws -> Void) rethrows {
        try nested(UInt8(ascii: "["), UInt8(ascii: "]"), write)
    }

    private mutating func nested(
        _ opening: UInt8, _ closing: UInt8, _ write: (inout JSONWriter) throws -> Void
    ) rethrows {
        separate()
        bytes.append(opening)
        needsComma = false
        try write(&self)
        bytes.append(closing)
        needsComma = true
    }

    /// The name of a member; its value comes next.
    mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// The same, as ``key(_:)`` gives it.
    mutating func name(written key: [UInt8]) {
        separate()
        bytes += key
        needsComma = false
    }

    /// The name of a member with its quotes and the colon, for one that is written often.
    static func key(_ name: String) -> [UInt8] {
        var json = JSONWriter(capacity: name.utf8.count + 3)
        json.name(name)
        return json.bytes
    }

    mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        // Most text has nothing to escape, and is appended at once.
        text.withUTF8 { utf8 in
            var start = 0
            while let index = Self.firstEscaped(in: utf8, from: start) {
                bytes += UnsafeBufferPointer(rebasing: utf8[start..<index])
                escape(utf8[index])
                start = index + 1
            }
            bytes += UnsafeBufferPointer(rebasing: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Looks at eight bytes at once, as most have none.
    private static func firstEscaped(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let (bytes, count) = (UnsafeRawBufferPointer(utf8), utf8.count)
        var index = start
        while index + 8 <= count {
            if hasEscaped(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { break }
            index += 8
        }
        while index < count {
            if isEscaped(utf8[index]) { return index }
            index += 1
        }
        return nil
    }

    /// Whether ``isEscaped(_:)`` holds for one of the eight bytes. Subtracting from each sets its highest bit where it was
    /// less, and had that bit clear.
    private static func hasEscaped(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        let found =
            ((word &- ones &* 0x20) & ~word) | zeros(word ^ (ones &* UInt64(UInt8(ascii: "\""))))
            | zeros(word ^ (ones &* UInt64(UInt8(ascii: "\\")))) | zeros(word ^ (ones &* 0x7F))
        return found & (ones &* 0x80) != 0
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default:
            let digits = String(byte, radix: 16)
            bytes += "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8
        }
    }

    mutating func integer(_ number: some SignedInteger & FixedWidthInteger) { integer(Int64(number)) }

    private mutating func integer(_ number: Int64) {
        separate()
        needsComma = true
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        var (rest, start) = (number.magnitude, bytes.count)
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        // The last digit came first.
        var end = bytes.count - 1
        while start < end {
            bytes.swapAt(start, end)
            (start, end) = (start + 1, end - 1)
        }
    }

    mutating func bool(_ value: Bool) { verbatim(value ? "true" : "false") }
    mutating func null() { verbatim("null") }

    /// A value that is written as JSON already, by us.
    mutating func written(_ json: String) { verbatim(json) }

    private mutating func verbatim(_ text: String) {
        separate()
        bytes += text.utf8
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ text: String) {
        self.name(name)
        string(text)
    }

    mutating func member(_ name: String, _ number: some SignedInteger & FixedWidthInteger) {
        self.name(name)
        integer(number)
    }

    mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        bool(value)
    }
}
