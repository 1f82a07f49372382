/// UTF-8 that a browser may read as HTML.
///
/// It comes from three sources only: an escaped string, the text of a template, or a literal in the program.
struct HTML: Hashable, Sendable {
    private(set) var bytes: [UInt8] = []

    init(escaping string: String) {
        append(escaping: string)
    }

    /// For templates alone: what stands in their files.
    init(template text: String) {
        bytes = Array(text.utf8)
    }

    /// - Parameter capacity: the bytes that are expected.
    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ html: HTML) {
        bytes += html.bytes
    }

    /// Appends markup that is written as a literal in the program: a `StaticString` never holds what somebody typed.
    mutating func append(literal: StaticString) {
        literal.withUTF8Buffer { bytes += $0 }
    }

    /// For templates alone: what stands in their files.
    mutating func append(template text: UnsafeBufferPointer<UInt8>) {
        bytes += text
    }

    /// For ``RenderedMarkup`` alone: what it has written before.
    mutating func append(rendered bytes: ArraySlice<UInt8>) {
        self.bytes += bytes
    }

    /// Escapes every character that has a meaning in HTML text and in quoted attribute values (OWASP XSS prevention
    /// cheat sheet).
    mutating func append(escaping string: String) {
        var string = string
        string.withUTF8 { append(escaping: $0[...]) }
    }

    mutating func append(escaping text: Slice<UnsafeBufferPointer<UInt8>>) {
        var rest = text
        while let index = rest.firstIndex(where: Self.isSpecial) {
            bytes += rest[..<index]
            bytes += Self.escape(of: rest[index]).utf8
            rest = rest[(index + 1)...]
        }
        bytes += rest
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 64 && specials & (1 << UInt64(byte)) != 0
    }

    /// A bit for each special character: all are below 64. It is computed by the compiler, as whether a stored constant is
    /// there already would be asked for each byte.
    private static var specials: UInt64 {
        1 << UInt64(UInt8(ascii: "&")) | 1 << UInt64(UInt8(ascii: "<")) | 1 << UInt64(UInt8(ascii: ">"))
            | 1 << UInt64(UInt8(ascii: "\"")) | 1 << UInt64(UInt8(ascii: "'"))
    }

    private static func escape(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        default: "&#39;"
        }
    }
}
