import Support

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
    /// - Throws: `headerTooLarge`, `tooManyHeaders`, `nameTooLong`, `filenameTooLong`, or `malformed` with the reason.
    mutating func consume(_ byte: UInt8) throws(MultipartError) -> PartHeader? {
        byteCount += 1
        guard byteCount <= limits.headerBytes else { throw .headerTooLarge }
        guard hasCarriageReturn == (byte == ASCII.lineFeed) else { throw .malformed(.lineEnding) }
        switch byte {
        case ASCII.lineFeed:
            hasCarriageReturn = false
            return try endLine()
        case ASCII.carriageReturn:
            hasCarriageReturn = true
        case _ where ASCII.isForbiddenControl(byte):
            throw .malformed(.controlCharacter)
        default:
            line.append(byte)
        }
        return nil
    }

    private mutating func endLine() throws(MultipartError) -> PartHeader? {
        guard !line.isEmpty else {
            guard let disposition else { throw .malformed(.missingDisposition) }
            return PartHeader(name: disposition.name, filename: disposition.filename, contentType: contentType)
        }
        headerCount += 1
        guard headerCount <= limits.headersPerPart else { throw .tooManyHeaders }
        // A folded line begins with white space and so fails here: HTTP has abolished folding (RFC 9112 section 5.2).
        guard let colon = line.firstIndex(of: ASCII.colon), colon > 0,
            line[..<colon].allSatisfy(ASCIISet.mimeToken.contains)
        else {
            throw .malformed(.headerSyntax)
        }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        try readHeader(name, line[(colon + 1)...])
        line.removeAll(keepingCapacity: true)
        return nil
    }

    /// Takes in one header; those RFC 7578 section 4.8 does not name are ignored, as it demands.
    private mutating func readHeader(_ name: String, _ value: ArraySlice<UInt8>) throws(MultipartError) {
        switch name {
        case "content-disposition":
            guard disposition == nil else { throw .malformed(.duplicateHeader(name)) }
            disposition = try ContentDisposition(parsing: value, limits: limits)
        case "content-type":
            guard contentType == nil else { throw .malformed(.duplicateHeader(name)) }
            contentType = try Self.contentType(in: value)
        case "content-transfer-encoding":
            guard !hasTransferEncoding else { throw .malformed(.duplicateHeader(name)) }
            hasTransferEncoding = true
            try Self.checkTransferEncoding(value)
        default:
            break
        }
    }

    private static func contentType(in value: ArraySlice<UInt8>) throws(MultipartError) -> String {
        guard value.allSatisfy({ $0 < 0x80 }) else { throw .malformed(.invalidText) }
        let type = text(in: value)
        guard !type.isEmpty else { throw .malformed(.headerSyntax) }
        guard !type.lowercased().hasPrefix("multipart/") else { throw .malformed(.nestedMultipart) }
        return type
    }

    /// Lets pass the encodings that change nothing (RFC 2045 section 6.2).
    private static func checkTransferEncoding(_ value: ArraySlice<UInt8>) throws(MultipartError) {
        guard value.allSatisfy({ $0 < 0x80 }), ["7bit", "8bit", "binary"].contains(text(in: value).lowercased()) else {
            throw .malformed(.transferEncoding)
        }
    }

    private static func text(in value: ArraySlice<UInt8>) -> String {
        String(decoding: ASCII.trimmingBlanks(value), as: UTF8.self)
    }
}
