/// The fields of a request's head, as bytes. Most are never used; the others become text when they are.
///
/// Only ASCII becomes text, except for User-Agent: no other field that we read contains more, and Swift's operations on a
/// text with many combining marks take quadratic time. A line of another field with more than ASCII counts as absent.
public struct RequestFields: Sendable {
    private struct Line: Sendable {
        let number: UInt8
        let name: Range<Int>
        let value: Range<Int>
    }

    private let bytes: [UInt8]
    private var lines: [Line] = []
    /// The origin in the request's target, if it is in absolute form. ``FieldName/host`` then has the same host.
    public package(set) var targetOrigin: TargetOrigin?

    /// - Parameter head: what the lines that are added are parts of.
    package init(of head: [UInt8]) {
        bytes = head
    }

    public init(_ fields: [(FieldName, String)] = [], targetOrigin: TargetOrigin? = nil) {
        self.targetOrigin = targetOrigin
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

    /// Removes what does not count in this request.
    package mutating func remove(_ name: FieldName) {
        lines = lines.filter { !isNamed(name, $0) }
    }

    /// Puts the host of an absolute target in the place of the Host line that was just added, which does not count then
    /// (RFC 9112, 3.2.2).
    package mutating func replaceAddedHost(with authority: Range<Int>) {
        guard let line = lines.popLast() else { return }
        lines.append(Line(number: line.number, name: line.name, value: authority))
    }

    /// The values of a field, one for each line that has it, as they were sent.
    public func values(of name: FieldName) -> some Sequence<ArraySlice<UInt8>> {
        lines.lazy.filter { isNamed(name, $0) }.map { bytes[$0.value] }
    }

    /// The value of a field; of one that comes more than once, all of them as RFC 9110, 5.3 joins them, and cookies as
    /// RFC 9113, 8.2.3 does.
    public subscript(name: FieldName) -> String? {
        var joined: String?
        for line in lines where isNamed(name, line) {
            guard let value = value(of: line) else { continue }
            joined = joined.map { "\($0)\(name == .cookie ? ";" : ",") \(value)" } ?? value
        }
        return joined
    }

    private func isNamed(_ name: FieldName, _ line: Line) -> Bool {
        guard line.number == name.number else { return false }
        return name.number != FieldName.unknown
            || FieldName.isSame(bytes[line.name], lowercase: name.text.lowercased().utf8)
    }

    /// Nil if the value cannot become text.
    private func value(of line: Line) -> String? {
        let isText = line.number == FieldName.userAgent.number || bytes[line.value].allSatisfy { $0 < 0x80 }
        return isText ? text(line.value) : nil
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension RequestFields: Sequence {
    /// The fields line by line.
    public func makeIterator() -> some IteratorProtocol<(name: FieldName, value: String)> {
        lines.lazy.compactMap { line in value(of: line).map { (FieldName(text(line.name)), $0) } }.makeIterator()
    }
}

/// The scheme and the authority of a request's target in absolute form (RFC 9112, 3.2.2), as they were sent.
public struct TargetOrigin: Hashable, Sendable {
    public let scheme: String
    /// A host, and a port if one is named.
    public let authority: String

    public init(scheme: String, authority: String) {
        self.scheme = scheme
        self.authority = authority
    }
}
