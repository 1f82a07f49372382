import Support

/// A header value of the form `value *( ";" attribute "=" ( token / quoted-string ) )` (RFC 2045 section 5.1).
struct HeaderValue: Sendable {
    /// What stands before the first `;`, in lower case: a media type or a disposition type.
    let value: String
    /// The parameters by their names in lower case.
    let parameters: [String: HeaderParameter]

    /// Parses a value, white space around it allowed.
    ///
    /// Stricter than RFC 9110: no white space around `=`, no empty parameters, no parameter twice.
    ///
    /// - Throws: `parameterSyntax` or `duplicateParameter`.
    init(parsing bytes: some Sequence<UInt8>) throws(MalformedForm) {
        var reader = HeaderValueReader(bytes)
        value = try reader.readToken(allowing: ASCII.slash)
        var parameters: [String: HeaderParameter] = [:]
        while !reader.isAtEnd {
            try reader.readSeparator(ASCII.semicolon)
            let name = try reader.readToken()
            let parameter = try reader.readParameterValue()
            guard parameters.updateValue(parameter, forKey: name) == nil else {
                throw .duplicateParameter(name)
            }
        }
        self.parameters = parameters
    }
}

/// The value of one parameter in a header.
struct HeaderParameter: Equatable, Sendable {
    /// The value's bytes without the quotes around it.
    let bytes: [UInt8]
    /// Whether it was a quoted string; form escapes exist only there.
    let isQuoted: Bool
}

/// Reads the elements of a header value from left to right.
private struct HeaderValueReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ value: some Sequence<UInt8>) {
        bytes = Array(ASCII.trimmingBlanks(Array(value)[...]))
    }

    var isAtEnd: Bool {
        position == bytes.count
    }

    /// Reads one or more token characters, or `extra`, and lowers their case.
    mutating func readToken(allowing extra: UInt8? = nil) throws(MalformedForm) -> String {
        let token = takeToken(allowing: extra)
        guard !token.isEmpty else { throw .parameterSyntax }
        return String(decoding: token, as: UTF8.self).lowercased()
    }

    /// Reads `separator` with any white space around it.
    mutating func readSeparator(_ separator: UInt8) throws(MalformedForm) {
        skipBlanks()
        try read(separator)
        skipBlanks()
    }

    /// Reads `=` and the token or quoted string after it.
    mutating func readParameterValue() throws(MalformedForm) -> HeaderParameter {
        try read(ASCII.equals)
        guard position < bytes.count, bytes[position] == ASCII.quote else {
            let token = takeToken()
            guard !token.isEmpty else { throw .parameterSyntax }
            return HeaderParameter(bytes: Array(token), isQuoted: false)
        }
        position += 1
        return HeaderParameter(bytes: try readQuotedText(), isQuoted: true)
    }

    /// Reads to the closing quote.
    ///
    /// Browsers write a backslash as itself and a quote as `%22` (HTML standard, "multipart/form-data encoding
    /// algorithm"); older curl and Firefox write a quote as `\"`. So only a backslash before a quote can be an escape,
    /// and not when that quote ends the header: there a browser sent a file whose name ends in a backslash. Old curl's
    /// `\\` stays two characters, since undoing it would damage what browsers send.
    private mutating func readQuotedText() throws(MalformedForm) -> [UInt8] {
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == ASCII.quote { return text }
            if byte == ASCII.backslash, position < bytes.count - 1, bytes[position] == ASCII.quote {
                text.append(ASCII.quote)
                position += 1
            } else {
                text.append(byte)
            }
        }
        throw .parameterSyntax
    }

    private mutating func read(_ byte: UInt8) throws(MalformedForm) {
        guard position < bytes.count, bytes[position] == byte else { throw .parameterSyntax }
        position += 1
    }

    private mutating func takeToken(allowing extra: UInt8? = nil) -> ArraySlice<UInt8> {
        let token = bytes[position...].prefix { ASCIISet.mimeToken.contains($0) || $0 == extra }
        position = token.endIndex
        return token
    }

    private mutating func skipBlanks() {
        position = bytes[position...].prefix(while: ASCII.isBlank).endIndex
    }
}
