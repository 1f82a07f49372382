import Support

/// A part's Content-Disposition (RFC 7578 section 4.2).
struct ContentDisposition: Equatable, Sendable {
    let name: String
    let filename: String?

    /// Parses the header's value.
    ///
    /// Parameters other than `name` and `filename` are ignored (RFC 2183 section 2.8), but not extended ones: two
    /// filenames in two encodings would leave it to chance which one counts.
    ///
    /// - Throws: `nameTooLong`, `filenameTooLong`, or `malformed` with the reason.
    init(parsing value: some Sequence<UInt8>, limits: MultipartParser.Limits) throws(MultipartError) {
        let header = try HeaderValue(parsing: value)
        guard header.value == "form-data" else { throw .malformed(.notFormData) }
        if let extended = header.parameters.keys.sorted().first(where: { $0.contains("*") }) {
            throw .malformed(.extendedParameter(extended))
        }
        guard let nameParameter = header.parameters["name"], !nameParameter.bytes.isEmpty else {
            throw .malformed(.missingName)
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

    private static func text(of parameter: HeaderParameter) throws(MultipartError) -> String {
        let bytes = parameter.isQuoted ? unescaped(parameter.bytes) : parameter.bytes
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(.invalidText) }
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
