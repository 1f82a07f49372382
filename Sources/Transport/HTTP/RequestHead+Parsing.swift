import HTTP
import Support

extension RequestHead {
    /// Parses a head of which ``HeadScanner`` has found the end.
    init(parsing head: [UInt8]) throws(RequestError) {
        var lines = HeadLines(head)
        guard let requestLine = lines.next() else { throw .malformed }
        let (method, target, version) = try Self.requestLine(head[requestLine])
        let origin = try Self.origin(target)
        var fields = HeadFields(of: head, origin: origin)
        while let line = lines.next() { try fields.add(line) }
        self.method = method
        (path, query) = try Self.target(target, after: origin)
        self.version = version
        try fields.checkHost(isRequired: version == .http11)
        framing = try fields.framing(of: version)
        expectsContinue = try fields.expectsContinue(of: version)
        keepsAlive = fields.keepsAlive(of: version)
        self.fields = fields.fields
    }

    private static func requestLine(
        _ line: ArraySlice<UInt8>
    ) throws(RequestError) -> (method: RequestMethod, target: ArraySlice<UInt8>, version: Version) {
        guard let first = line.firstIndex(of: ASCII.space), first > line.startIndex,
            let last = line.lastIndex(of: ASCII.space), first < last,
            line[..<first].allSatisfy(ASCIISet.token.contains)
        else { throw .malformed }
        // A space inside the target is refused below.
        return (
            RequestMethod(rawValue: String(decoding: line[..<first], as: UTF8.self)), line[(first + 1)..<last],
            try version(line[(last + 1)...])
        )
    }

    private static func version(_ text: ArraySlice<UInt8>) throws(RequestError) -> Version {
        guard text.count == 8, text.starts(with: "HTTP/".utf8) else { throw .malformed }
        let (major, dot, minor) = (text[text.endIndex - 3], text[text.endIndex - 2], text[text.endIndex - 1])
        guard ASCII.isDigit(major), dot == UInt8(ascii: "."), ASCII.isDigit(minor) else { throw .malformed }
        guard major == UInt8(ascii: "1") else { throw .unsupportedVersion }
        // A later minor version is understood as the highest one that we know (RFC 9110, 2.5).
        return minor == UInt8(ascii: "0") ? .http10 : .http11
    }

    /// What stands before the path of a target in absolute form; nil for one in origin form. The other forms are for
    /// tunnels and whole servers (RFC 9112, 3.2). A name and password before the host are refused (RFC 9110, 4.2.4).
    private static func origin(_ target: ArraySlice<UInt8>) throws(RequestError) -> HeadFields.Origin? {
        guard target.first != ASCII.slash else { return nil }
        let scheme = target.prefix { $0 != ASCII.colon }
        let rest = target[scheme.endIndex...]
        guard FieldName.isSame(scheme, lowercase: "http".utf8) || FieldName.isSame(scheme, lowercase: "https".utf8),
            rest.starts(with: "://".utf8)
        else { throw .malformed }
        let authority = rest.dropFirst(3).prefix { $0 != ASCII.slash && $0 != ASCII.questionMark }
        guard !authority.isEmpty, authority.first != ASCII.colon, authority.allSatisfy(ASCIISet.host.contains) else {
            throw .malformed
        }
        return HeadFields.Origin(
            scheme: scheme.startIndex..<scheme.endIndex, authority: authority.startIndex..<authority.endIndex)
    }

    /// The path and the query. Without a path, an absolute target means that of the root (RFC 9110, 4.2.3).
    private static func target(
        _ target: ArraySlice<UInt8>, after origin: HeadFields.Origin?
    ) throws(RequestError) -> (path: String, query: String) {
        let bytes = target[(origin?.authority.upperBound ?? target.startIndex)...]
        guard bytes.allSatisfy({ 0x21..<0x7F ~= $0 && $0 != ASCII.numberSign }) else { throw .malformed }
        let path = bytes.prefix { $0 != ASCII.questionMark }
        return (
            path.isEmpty ? "/" : String(decoding: path, as: UTF8.self),
            String(decoding: bytes[path.endIndex...].dropFirst(), as: UTF8.self)
        )
    }
}

/// The lines of a complete head, without their ends and without empty ones.
private struct HeadLines {
    private let head: [UInt8]
    private var position = 0

    init(_ head: [UInt8]) {
        self.head = head
    }

    mutating func next() -> Range<Int>? {
        while let end = head[position...].firstIndex(of: ASCII.carriageReturn) {
            defer { position = end + 2 }
            if end > position { return position..<end }
        }
        return nil
    }
}
