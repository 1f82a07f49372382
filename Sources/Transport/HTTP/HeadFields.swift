import FlyingFox

/// The fields of a request's head, and what they say about its body and its connection.
struct HeadFields {
    private(set) var headers = HTTPHeaders()
    private var host: String?
    private var contentLength: String?
    private var transferEncoding: String?
    private var connection: String?
    private var expectation: String?

    /// Takes one line. A field that comes twice has both values, as RFC 9110, 5.3 joins them; the few that decide over
    /// the request must come once.
    mutating func add(_ line: ArraySlice<UInt8>) throws(RequestDefect) {
        guard let colon = line.firstIndex(of: ASCII.colon), colon > line.startIndex,
            line[..<colon].allSatisfy(ASCII.isToken)
        else { throw .malformed }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = String(decoding: Self.trimmed(line[(colon + 1)...]), as: UTF8.self)
        switch name.lowercased() {
        case "host": try set(&host, to: value)
        case "content-length": try set(&contentLength, to: value)
        case "transfer-encoding": try set(&transferEncoding, to: value)
        case "connection": join(&connection, with: value)
        case "expect": join(&expectation, with: value)
        default: break
        }
        append(value, to: HTTPHeader(name))
    }

    private func set(_ field: inout String?, to value: String) throws(RequestDefect) {
        guard field == nil else { throw .malformed }
        field = value
    }

    private func join(_ field: inout String?, with value: String) {
        field = field.map { "\($0), \(value)" } ?? value
    }

    private mutating func append(_ value: String, to header: HTTPHeader) {
        guard let first = headers.values(for: header).first else {
            headers.setValues([value], for: header)
            return
        }
        headers.setValues([first + (header == .cookie ? "; " : ", ") + value], for: header)
    }

    /// Optional whitespace around a value is not part of it (RFC 9112, 5.1).
    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == ASCII.space || byte == ASCII.tab }
        guard let start = value.firstIndex(where: { !isSpace($0) }),
            let end = value.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return value[start...end]
    }
}

extension HeadFields {
    /// HTTP/1.1 asks for exactly one host (RFC 9112, 3.2).
    func checkHost(isRequired: Bool) throws(RequestDefect) {
        guard let host else {
            if isRequired { throw .malformed }
            return
        }
        guard !host.isEmpty || !isRequired, host.utf8.allSatisfy(ASCII.isHost) else { throw .malformed }
    }

    /// One length in digits, or the chunked coding alone: everything else is understood differently by different
    /// servers, which is how requests are smuggled (RFC 9112, 6.1, 6.3 and 11.2).
    func framing(of version: HTTPVersion) throws(RequestDefect) -> RequestHead.Framing {
        switch (contentLength, transferEncoding) {
        case (nil, nil):
            return .none
        case (let length?, nil):
            guard !length.isEmpty, length.utf8.allSatisfy(ASCII.isDigit), let count = Int(length) else {
                throw .malformed
            }
            return count == 0 ? .none : .length(count)
        case (nil, let coding?):
            guard version == .http11, coding.lowercased() == "chunked" else { throw .malformed }
            return .chunked
        case (.some, .some):
            throw .malformed
        }
    }

    func expectsContinue(of version: HTTPVersion) throws(RequestDefect) -> Bool {
        guard let expectation, version == .http11 else { return false }
        guard expectation.lowercased() == "100-continue" else { throw .unmetExpectation }
        return true
    }

    func keepsAlive(of version: HTTPVersion) -> Bool {
        let options = connection?.lowercased().split(separator: ",").map { $0.trimmingSpaces } ?? []
        if options.contains("close") { return false }
        return version == .http11 || options.contains("keep-alive")
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        guard let end = lastIndex(where: { !isSpace($0) }) else { return "" }
        return self[...end].drop(while: isSpace)
    }
}
