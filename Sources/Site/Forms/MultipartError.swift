/// Why a multipart body was refused. Once thrown, a parser throws the same error for ever.
enum MultipartError: Error, Equatable, Sendable {
    /// The body is not `multipart/form-data` as clients send it.
    case malformed(MultipartDefect)
    /// There are more parts than `Limits.parts`.
    case tooManyParts
    /// One part has more header lines than `Limits.headersPerPart`.
    case tooManyHeaders
    /// One part's header block is longer than `Limits.headerBytes`.
    case headerTooLarge
    /// A part's name is longer than `Limits.nameBytes`.
    case nameTooLong
    /// A part's filename is longer than `Limits.filenameBytes`.
    case filenameTooLong
    /// The input ended before the closing delimiter.
    case truncated
}
