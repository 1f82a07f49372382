import Foundation
import Support

/// Reads JSON strictly (RFC 8259; what that leaves open, I-JSON decides, RFC 7493): one value, bounded nesting, no
/// duplicate names, and text that is valid.
struct JSONParser {
    static let depthLimit = 8
    static let nameLimit = 64

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private let depthLimit: Int

    private init(_ data: Data, depthLimit: Int) {
        (bytes, self.depthLimit) = ([UInt8](data), depthLimit)
    }

    static func parse(_ data: Data, depthLimit: Int = depthLimit) throws(MalformedJSON) -> JSONValue {
        var parser = JSONParser(data, depthLimit: depthLimit)
        let value = try parser.value()
        parser.skipBlanks()
        guard parser.position == parser.bytes.count else { throw .syntax(at: parser.position) }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(MalformedJSON) -> JSONValue {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < depthLimit else { throw .tooDeep }
            depth += 1
            defer { depth -= 1 }
            return take(UInt8(ascii: "{")) ? try object() : try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(MalformedJSON) -> JSONValue {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count,
            text.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) })
        else { throw .syntax(at: position) }
        position = end
        return value
    }

    private mutating func array() throws(MalformedJSON) -> JSONValue {
        guard take(UInt8(ascii: "[")) else { throw .syntax(at: position) }
        var values: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value())
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw .syntax(at: position) }
        }
    }

    private mutating func object() throws(MalformedJSON) -> JSONValue {
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipBlanks()
            let name = try name()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw .syntax(at: position) }
            guard members.updateValue(try value(), forKey: name) == nil else { throw .duplicateName(name) }
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw .syntax(at: position) }
        }
    }

    /// ASCII alone, as hashing texts with many combining marks takes long.
    private mutating func name() throws(MalformedJSON) -> String {
        let start = position
        let name = try string()
        guard name.utf8.count <= Self.nameLimit, name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw .strangeName(at: start)
        }
        return name
    }
}

extension JSONParser {
    private mutating func string() throws(MalformedJSON) -> String {
        let start = position
        guard take(UInt8(ascii: "\"")) else { throw .syntax(at: position) }
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else { throw .text(at: start) }
                return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw .syntax(at: position - 1)
            default: text.append(byte)
            }
        }
        throw .syntax(at: position)
    }

    private mutating func escape(into text: inout [UInt8]) throws(MalformedJSON) {
        let start = position - 1
        guard let byte = next else { throw .syntax(at: position) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = try scalar(), scalar.value != 0 else { throw .text(at: start) }
            text.append(contentsOf: scalar.utf8)
        default: throw .syntax(at: start)
        }
    }

    /// What `\u` stands for, with the second half of a pair; nil for half a pair.
    private mutating func scalar() throws(MalformedJSON) -> Unicode.Scalar? {
        let first = try hexNumber()
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { return nil }
        let second = try hexNumber()
        guard (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func hexNumber() throws(MalformedJSON) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap(ASCII.hexValue) else { throw .syntax(at: position) }
            number = number << 4 | UInt32(digit)
            position += 1
        }
        return number
    }

    private mutating func number() throws(MalformedJSON) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let number = Int64(text) { return .integer(number) }
        guard text.utf8.count <= 400, let number = Double(text), number.isFinite else { throw .syntax(at: start) }
        return .decimal(number)
    }

    private mutating func digits() throws(MalformedJSON) {
        let start = position
        while let byte = next, ASCII.isDigit(byte) { position += 1 }
        guard position > start else { throw .syntax(at: position) }
    }
}
