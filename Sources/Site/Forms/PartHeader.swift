import Support

/// What one part says about itself. All of it comes from the client and must be escaped, bounded and distrusted.
struct PartHeader: Equatable, Sendable {
    /// The form control's name, never empty. Several parts may share one (RFC 7578 section 4.3).
    let name: String
    /// The file's name: nil for an ordinary field, empty where no file was chosen.
    ///
    /// A label, never a path: it may hold `/`, `..`, `\`, quotes, and CR or LF decoded from `%0D` and `%0A`.
    let filename: String?
    /// The Content-Type as sent (printable ASCII), nil without one.
    let contentType: String?
}

/// Reads one part's header block up to and including the blank line.
struct PartHeaderReader: Sendable {
    private let limits: MultipartParser.Limits
    private var line: [UInt8] = []
    private var hasCarriageReturn = false
    private var byteCount = 0
    private var headerCount = 0
    private var disposition: ContentDisposition?
    private var contentType: String?
    private var hasTransferEncoding = false

    init(limits: MultipartParser.Limits) {
        self.limits = limits
    }

    /// Takes the next byte; the finished header once it was the blank line's LF.
    ///
    /// - Throws: what is wrong with the header.
    mutating func consume(_ byte: UInt8) throws(MalformedForm) -> PartHeader? {
        byteCount += 1
        guard byteCount <= limits.headerBytes else { throw .headerTooLarge }
        guard hasCarriageReturn == (byte == ASCII.lineFeed) else { throw .lineEnding }
        switch byte {
        case ASCII.lineFeed:
            hasCarriageReturn = false
            return try endLine()
        case ASCII.carriageReturn:
            hasCarriageReturn = true
        case _ where ASCII.isForbiddenControl(byte):
            throw .controlCharacter
        default:
            line.append(byte)
        }
        return nil
    }

    private mutating func endLine() throws(MalformedForm) -> PartHeader? {
        guard !line.isEmpty else {
            guard let disposition else { throw .missingDisposition }
            return PartHeader(name: disposition.name, filename: disposition.filename, contentType: contentType)
        }
        headerCount += 1
        guard headerCount <= limits.headersPerPart else { throw .tooManyHeaders }
        // A folded line begins with white space and so fails here: HTTP has abolished folding (RFC 9112 section 5.2).
        guard let colon = line.firstIndex(of: ASCII.colon), colon > 0,
            line[..<colon].allSatisfy(ASCIISet.mimeToken.contains)
        else {
            throw .headerSyntax
        }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        try readHeader(name, line[(colon + 1)...])
        line.removeAll(keepingCapacity: true)
        return nil
    }

    /// Reads one header. Headers that RFC 7578 section 4.8 does not name are ignored, as it demands.
    private mutating func readHeader(_ name: String, _ value: ArraySlice<UInt8>) throws(MalformedForm) {
        switch name {
        case "content-disposition":
            guard disposition == nil else { throw .duplicateHeader(name) }
            disposition = try ContentDisposition(parsing: value, limits: limits)
        case "content-type":
            guard contentType == nil else { throw .duplicateHeader(name) }
            contentType = try Self.contentType(in: value)
        case "content-transfer-encoding":
            guard !hasTransferEncoding else { throw .duplicateHeader(name) }
            hasTransferEncoding = true
            try Self.checkTransferEncoding(value)
        default:
            break
        }
    }

    private static func contentType(in value: ArraySlice<UInt8>) throws(MalformedForm) -> String {
        guard value.allSatisfy({ $0 < 0x80 }) else { throw .invalidText }
        let type = text(in: value)
        guard !type.isEmpty else { throw .headerSyntax }
        guard !type.lowercased().hasPrefix("multipart/") else { throw .nestedMultipart }
        return type
    }

    /// Accepts the encodings that change nothing (RFC 2045 section 6.2).
    private static func checkTransferEncoding(_ value: ArraySlice<UInt8>) throws(MalformedForm) {
        guard value.allSatisfy({ $0 < 0x80 }), ["7bit", "8bit", "binary"].contains(text(in: value).lowercased()) else {
            throw .transferEncoding
        }
    }

    private static func text(in value: ArraySlice<UInt8>) -> String {
        String(decoding: ASCII.trimmingBlanks(value), as: UTF8.self)
    }
}

/// A part's Content-Disposition (RFC 7578 section 4.2).
private struct ContentDisposition: Sendable {
    let name: String
    let filename: String?

    /// Parses the header's value.
    ///
    /// Parameters other than `name` and `filename` are ignored (RFC 2183 section 2.8), but not extended ones: two
    /// filenames in two encodings would leave it to chance which one counts.
    ///
    /// - Throws: what is wrong with the value.
    init(parsing value: some Sequence<UInt8>, limits: MultipartParser.Limits) throws(MalformedForm) {
        let header = try HeaderValue(parsing: value)
        guard header.value == "form-data" else { throw .notFormData }
        if let extended = header.parameters.keys.sorted().first(where: { $0.contains("*") }) {
            throw .extendedParameter(extended)
        }
        guard let nameParameter = header.parameters["name"], !nameParameter.bytes.isEmpty else {
            throw .missingName
        }
        name = try Self.text(of: nameParameter)
        guard name.utf8.count <= limits.nameBytes else { throw .nameTooLong }
        guard let filenameParameter = header.parameters["filename"] else {
            filename = nil
            return
        }
        let filename = try Self.text(of: filenameParameter)
        guard filename.utf8.count <= limits.filenameBytes else { throw .filenameTooLong }
        self.filename = filename
    }

    private static func text(of parameter: HeaderParameter) throws(MalformedForm) -> String {
        let bytes = parameter.isQuoted ? unescaped(parameter.bytes) : parameter.bytes
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .invalidText }
        return text
    }

    /// Undoes the three escapes browsers write (HTML standard, "multipart/form-data encoding algorithm").
    ///
    /// A `%` itself is not escaped there, so every other `%` is literal and this must not decode more.
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if bytes[position] == ASCII.percent, let byte = escapedByte(after: position, in: bytes) {
                text.append(byte)
                position += 3
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        return text
    }

    private static func escapedByte(after percent: Int, in bytes: [UInt8]) -> UInt8? {
        guard let byte = bytes[(percent + 1)...].firstHexByte else { return nil }
        return [ASCII.quote, ASCII.carriageReturn, ASCII.lineFeed].contains(byte) ? byte : nil
    }
}
