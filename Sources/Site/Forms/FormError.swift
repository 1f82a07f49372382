/// Why a form body or a query string was refused.
///
/// The name in `duplicateField` is the client's text: at most `URLEncodedDecoder.maximumNameLength` bytes, but it may
/// hold line breaks, so it needs escaping before it goes into a log line or a page.
enum FormError: Error, Equatable, Sendable {
    /// A `%` is not followed by two hexadecimal digits.
    case malformedEscape
    /// The decoded bytes of a name or a value are not UTF-8.
    case invalidText
    /// A name or a value holds U+0000.
    case nulCharacter
    /// Nothing stands between two `&`, before the first one or after the last.
    case emptyPair
    /// A pair begins with `=`.
    case emptyName
    /// A decoded name is longer than `URLEncodedDecoder.maximumNameLength` bytes.
    case nameTooLong
    /// There are more than `URLEncodedDecoder.maximumFieldCount` fields.
    case tooManyFields
    /// The same name appears twice.
    case duplicateField(String)
}
