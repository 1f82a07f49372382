/// The fields of a request's head, as bytes: most are never looked at, and those that are become text then.
public struct RequestFields: Sendable {
    private struct Line: Sendable {
        let number: UInt8
        let name: Range<Int>
        let value: Range<Int>
    }

    private let bytes: [UInt8]
    private var lines: [Line] = []

    /// - Parameter head: what the lines that are added are parts of.
    package init(of head: [UInt8]) {
        bytes = head
    }

    public init(_ fields: [(FieldName, String)] = []) {
        var (bytes, lines) = ([UInt8](), [Line]())
        for (name, value) in fields {
            let start = bytes.count
            bytes += name.text.utf8
            let middle = bytes.count
            bytes += value.utf8
            lines.append(Line(number: name.number, name: start..<middle, value: middle..<bytes.count))
        }
        self.bytes = bytes
        self.lines = lines
    }

    /// Adds a field whose name and value stand at these places of the head, and returns its name if it is a known one.
    package mutating func add(name: Range<Int>, value: Range<Int>) -> FieldName? {
        let number = FieldName.number(of: bytes[name])
        lines.append(Line(number: number, name: name, value: value))
        return number == FieldName.unknown ? nil : FieldName.known[Int(number)]
    }

    /// The values of a field, one for each line that has it.
    public func values(of name: FieldName) -> some Sequence<ArraySlice<UInt8>> {
        lines.lazy.filter { isNamed(name, $0) }.map { bytes[$0.value] }
    }

    /// The value of a field; of one that comes more than once, all of them as RFC 9110, 5.3 joins them, and cookies as
    /// RFC 9113, 8.2.3 does.
    public subscript(name: FieldName) -> String? {
        guard let first = lines.firstIndex(where: { isNamed(name, $0) }) else { return nil }
        var value = text(lines[first].value)
        for line in lines[(first + 1)...] where isNamed(name, line) {
            value += (name == .cookie ? "; " : ", ") + text(line.value)
        }
        return value
    }

    private func isNamed(_ name: FieldName, _ line: Line) -> Bool {
        guard line.number == name.number else { return false }
        return name.number != FieldName.unknown
            || FieldName.isSame(bytes[line.name], lowercase: name.text.lowercased().utf8)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension RequestFields: Sequence {
    /// The fields line by line.
    public func makeIterator() -> some IteratorProtocol<(name: FieldName, value: String)> {
        lines.lazy.map { (FieldName(text($0.name)), text($0.value)) }.makeIterator()
    }
}
