/// Why a form's body or a query string was refused. For tests and debugging; people are told that it could not be read.
///
/// The associated names come from the client. Those of headers are tokens in lower case. A field's name has at most
/// `URLEncodedDecoder.maximumNameLength` bytes but may contain line breaks.
enum MalformedForm: Error, Equatable, Sendable {
    /// A name, a filename or a value is not UTF-8, or a content type is not ASCII.
    case invalidText
    /// A name is longer than it may be.
    case nameTooLong

    // MARK: application/x-www-form-urlencoded

    /// A `%` is not followed by two hexadecimal digits.
    case malformedEscape
    /// A name or a value holds U+0000.
    case nulCharacter
    /// Nothing stands between two `&`, before the first one or after the last.
    case emptyPair
    /// A pair begins with `=`.
    case emptyName
    /// There are more than `URLEncodedDecoder.maximumFieldCount` fields.
    case tooManyFields
    /// The same name appears twice.
    case duplicateField(String)

    // MARK: multipart/form-data

    /// There are more parts than `MultipartParser.Limits.parts`.
    case tooManyParts
    /// One part has more header lines than `MultipartParser.Limits.headersPerPart`.
    case tooManyHeaders
    /// One part's header block is longer than `MultipartParser.Limits.headerBytes`.
    case headerTooLarge
    /// A part's filename is longer than `MultipartParser.Limits.filenameBytes`.
    case filenameTooLong
    /// The input ended before the closing delimiter.
    case truncated
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
    /// A part is itself `multipart/…`, which RFC 7578 section 4.3 deprecates.
    case nestedMultipart
    /// A Content-Transfer-Encoding that would need decoding (deprecated by RFC 7578 section 4.7).
    case transferEncoding
}
