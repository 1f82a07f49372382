import FlyingFox

extension RequestHead {
    /// Parses a head of which ``HeadScanner`` has found the end.
    init(parsing bytes: ArraySlice<UInt8>) throws(RequestDefect) {
        var lines = HeadLines(bytes)
        guard let requestLine = lines.next() else { throw .malformed }
        let (method, target, version) = try Self.requestLine(requestLine)
        var fields = HeadFields()
        while let line = lines.next() { try fields.add(line) }
        self.method = HTTPMethod(rawValue: method)
        (path, query) = try Self.target(target)
        self.version = version
        try fields.checkHost(isRequired: version == .http11)
        framing = try fields.framing(of: version)
        expectsContinue = try fields.expectsContinue(of: version)
        keepsAlive = fields.keepsAlive(of: version)
        headers = fields.headers
    }

    private static func requestLine(
        _ line: ArraySlice<UInt8>
    ) throws(RequestDefect) -> (method: String, target: ArraySlice<UInt8>, version: HTTPVersion) {
        let parts = line.split(separator: ASCII.space, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(ASCII.isToken) else { throw .malformed }
        return (String(decoding: parts[0], as: UTF8.self), parts[1], try version(parts[2]))
    }

    private static func version(_ text: ArraySlice<UInt8>) throws(RequestDefect) -> HTTPVersion {
        let bytes = Array(text)
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), ASCII.isDigit(bytes[5]),
            bytes[6] == UInt8(ascii: "."), ASCII.isDigit(bytes[7])
        else { throw .malformed }
        guard bytes[5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
        // A later minor version is understood as the highest one that we know (RFC 9110, 2.5).
        return bytes[7] == UInt8(ascii: "0") ? HTTPVersion("HTTP/1.0") : .http11
    }

    /// Only the origin form is for us: the others are for proxies, tunnels and whole servers (RFC 9112, 3.2).
    private static func target(_ bytes: ArraySlice<UInt8>) throws(RequestDefect) -> (path: String, query: String) {
        guard bytes.first == ASCII.slash, bytes.allSatisfy({ 0x21..<0x7F ~= $0 && $0 != ASCII.numberSign }) else {
            throw .malformed
        }
        let parts = bytes.split(separator: ASCII.questionMark, maxSplits: 1, omittingEmptySubsequences: false)
        guard !hasEncodedControl(parts[0]) else { throw .malformed }
        return (
            String(decoding: parts[0], as: UTF8.self), parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
        )
    }

    /// A control character, though encoded, names no page: it is there to confuse who decodes it.
    private static func hasEncodedControl(_ path: ArraySlice<UInt8>) -> Bool {
        path.indices.contains { index in
            guard path[index] == UInt8(ascii: "%"), index + 2 < path.endIndex,
                let high = ASCII.hexDigit(path[index + 1]), let low = ASCII.hexDigit(path[index + 2])
            else { return false }
            let byte = high << 4 | low
            return byte < 0x20 || byte == 0x7F
        }
    }
}

/// The lines of a complete head, without their ends and without empty ones.
private struct HeadLines {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    mutating func next() -> ArraySlice<UInt8>? {
        while let end = rest.firstIndex(of: ASCII.carriageReturn) {
            let line = rest[..<end]
            rest = rest[(end + 2)...]
            if !line.isEmpty { return line }
        }
        return nil
    }
}
