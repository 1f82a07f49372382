import Support

/// What is wrong with a malformed multipart body or header value.
///
/// The associated names are tokens (printable ASCII without quotes) from the client, in lower case.
enum MultipartDefect: Equatable, Sendable {
    /// Something other than one CRLF stands before the first delimiter.
    case preamble
    /// A delimiter is followed by something other than `--`, bounded padding and CRLF.
    case delimiterLine
    /// Something follows the closing delimiter's line.
    case epilogue
    /// A header line holds a CR without LF or an LF without CR.
    case lineEnding
    /// A header line holds a control character.
    case controlCharacter
    /// A header line is not `name: value`, or is a folded continuation.
    case headerSyntax
    /// A header that may appear once appears again.
    case duplicateHeader(String)
    /// A header value's `; name=value` list does not parse.
    case parameterSyntax
    /// A parameter appears twice in one header.
    case duplicateParameter(String)
    /// An RFC 5987 parameter such as `filename*`, which RFC 7578 section 4.2 forbids.
    case extendedParameter(String)
    /// A part has no Content-Disposition.
    case missingDisposition
    /// A Content-Disposition is not `form-data`.
    case notFormData
    /// A part has no name, or an empty one.
    case missingName
    /// A name or filename is not UTF-8, or a content type is not ASCII.
    case invalidText
    /// A part is itself `multipart/…`, which RFC 7578 section 4.3 deprecates.
    case nestedMultipart
    /// A Content-Transfer-Encoding that would need decoding (deprecated by RFC 7578 section 4.7).
    case transferEncoding
}
