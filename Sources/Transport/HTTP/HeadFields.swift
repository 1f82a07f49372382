import HTTP
import Support

/// The fields of a request's head, and what they say about its body and its connection.
struct HeadFields {
    /// The places of what stands before the path of a target in absolute form.
    struct Origin {
        let scheme: Range<Int>
        let authority: Range<Int>
    }

    private let head: [UInt8]
    private(set) var fields: RequestFields
    private let origin: Origin?
    private var host: Range<Int>?
    private var contentLength: Range<Int>?
    private var transferEncoding: Range<Int>?
    private var hasConnection = false
    private var hasExpectation = false

    /// - Parameter head: what the lines that are added are parts of.
    init(of head: [UInt8], origin: Origin?) {
        self.head = head
        self.origin = origin
        fields = RequestFields(of: head)
        guard let origin else { return }
        fields.targetOrigin = TargetOrigin(
            scheme: String(decoding: head[origin.scheme], as: UTF8.self),
            authority: String(decoding: head[origin.authority], as: UTF8.self))
    }

    /// Takes one line. A field may come twice and then has both values; the few that decide over the request must come
    /// once.
    mutating func add(_ line: Range<Int>) throws(RequestError) {
        guard let colon = head[line].firstIndex(of: ASCII.colon), colon > line.lowerBound,
            head[line.lowerBound..<colon].allSatisfy(ASCIISet.token.contains)
        else { throw .malformed }
        let value = trimmed((colon + 1)..<line.upperBound)
        switch fields.add(name: line.lowerBound..<colon, value: value) {
        case .host:
            try set(&host, to: value)
            if let origin { fields.replaceAddedHost(with: origin.authority) }
        case .contentLength: try set(&contentLength, to: value)
        case .transferEncoding: try set(&transferEncoding, to: value)
        case .connection: hasConnection = true
        case .expect: hasExpectation = true
        default: break
        }
    }

    private func set(_ field: inout Range<Int>?, to value: Range<Int>) throws(RequestError) {
        guard field == nil else { throw .malformed }
        field = value
    }

    /// Optional whitespace around a value is not part of it (RFC 9112, 5.1).
    private func trimmed(_ value: Range<Int>) -> Range<Int> {
        let isSpace = { (byte: UInt8) in byte == ASCII.space || byte == ASCII.tab }
        guard let start = head[value].firstIndex(where: { !isSpace($0) }),
            let last = head[value].lastIndex(where: { !isSpace($0) })
        else { return value.lowerBound..<value.lowerBound }
        return start..<(last + 1)
    }
}

extension HeadFields {
    /// HTTP/1.1 asks for exactly one host (RFC 9112, 3.2).
    func checkHost(isRequired: Bool) throws(RequestError) {
        guard let host else {
            if isRequired { throw .malformed }
            return
        }
        guard !host.isEmpty || !isRequired, head[host].allSatisfy(ASCIISet.host.contains) else { throw .malformed }
    }

    /// One length in digits, or the chunked coding alone: everything else is understood differently by different
    /// servers, which is how requests are smuggled (RFC 9112, 6.1, 6.3 and 11.2).
    func framing(of version: RequestHead.Version) throws(RequestError) -> RequestHead.Framing {
        switch (contentLength, transferEncoding) {
        case (nil, nil):
            return .none
        case (let length?, nil):
            guard !length.isEmpty, head[length].allSatisfy(ASCII.isDigit),
                let count = Int(String(decoding: head[length], as: UTF8.self))
            else { throw .malformed }
            return count == 0 ? .none : .length(count)
        case (nil, let coding?):
            guard version == .http11, FieldName.isSame(head[coding], lowercase: "chunked".utf8) else {
                throw .malformed
            }
            return .chunked
        case (.some, .some):
            throw .malformed
        }
    }

    func expectsContinue(of version: RequestHead.Version) throws(RequestError) -> Bool {
        guard hasExpectation, version == .http11 else { return false }
        guard fields[.expect]?.lowercased() == "100-continue" else { throw .unmetExpectation }
        return true
    }

    func keepsAlive(of version: RequestHead.Version) -> Bool {
        guard hasConnection, let connection = fields[.connection] else { return version == .http11 }
        let options = connection.lowercased().split(separator: ",").map { $0.trimmingSpaces }
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
