/// The fields of a response's head.
public struct ResponseFields: Sendable, Sequence, ExpressibleByDictionaryLiteral {
    private var lines: [(name: FieldName, value: String)] = []
    private(set) var known = KnownFields()

    public init() {}

    public init(dictionaryLiteral elements: (FieldName, String)...) {
        for (name, value) in elements { append(value, for: name) }
    }

    /// The first value of a field. A new value replaces all values; nil removes the field.
    public subscript(name: FieldName) -> String? {
        get { contains(name) ? lines.first { $0.name == name }?.value : nil }
        set {
            if contains(name) {
                lines.removeAll { $0.name == name }
                known.remove(name)
            }
            if let newValue { append(newValue, for: name) }
        }
    }

    public mutating func append(_ value: String, for name: FieldName) {
        if lines.isEmpty { lines.reserveCapacity(8) }
        lines.append((name, value))
        known.insert(name)
    }

    func contains(_ name: FieldName) -> Bool {
        name.number == FieldName.unknown ? lines.contains { $0.name == name } : known.contains(name)
    }

    public func makeIterator() -> some IteratorProtocol<(name: FieldName, value: String)> {
        lines.makeIterator()
    }

    func encode(into head: inout [UInt8]) {
        for (name, value) in lines { head.append(field: name, value) }
    }
}

/// The known names that occur.
struct KnownFields: Sendable {
    private var bits: UInt64 = 0

    private static func bit(_ name: FieldName) -> UInt64 {
        name.number == FieldName.unknown ? 0 : 1 << UInt64(name.number)
    }

    mutating func insert(_ name: FieldName) { bits |= Self.bit(name) }
    mutating func remove(_ name: FieldName) { bits &= ~Self.bit(name) }
    func contains(_ name: FieldName) -> Bool { bits & Self.bit(name) != 0 }
    func isDisjoint(with other: KnownFields) -> Bool { bits & other.bits == 0 }
}

/// Default fields of responses, encoded once.
public struct DefaultFields: Sendable {
    private let lines: [(name: FieldName, value: String, bytes: [UInt8])]
    private let bytes: [UInt8]
    private let known: KnownFields
    private let areKnown: Bool

    public init(_ fields: [(FieldName, String)] = []) {
        var known = KnownFields()
        lines = fields.map { name, value in
            known.insert(name)
            var bytes: [UInt8] = []
            bytes.append(field: name, value)
            return (name, value, bytes)
        }
        self.known = known
        areKnown = fields.allSatisfy { $0.0.number != FieldName.unknown }
        bytes = lines.flatMap(\.bytes)
    }

    /// Those that a response does not set itself.
    func missing(in own: ResponseFields) -> [(name: FieldName, value: String)] {
        lines.filter { !own.contains($0.name) }.map { ($0.name, $0.value) }
    }

    func encode(into head: inout [UInt8], without own: ResponseFields) {
        if areKnown, known.isDisjoint(with: own.known) {
            head += bytes
        } else {
            for line in lines where !own.contains(line.name) { head += line.bytes }
        }
    }
}

extension [UInt8] {
    /// Appends a line. Characters that would end it early, or that no field may contain (RFC 9110, 5.5), become spaces, so that
    /// a value cannot split the response.
    mutating func append(field name: FieldName, _ value: String) {
        self += name.text.utf8
        self += ": ".utf8
        let start = count
        self += value.utf8
        for index in start..<count where self[index] < 0x20 && self[index] != 0x09 || self[index] == 0x7F {
            self[index] = 0x20
        }
        self += "\r\n".utf8
    }
}
