/// The decoded query of a request target, under the same rules as a form's body.
struct QueryString: Equatable, Sendable {
    /// Every parameter's value by its name, of any length.
    let fields: [String: String]

    /// Decodes the text after the `?` (not including it); an empty query has no parameters.
    init(decoding query: String) throws(MalformedForm) {
        fields = try URLEncodedDecoder.fields(in: [UInt8](query.utf8))
    }

    /// The value of a parameter, not much longer than it may be, or nil where the query does not have it.
    subscript(field: TextField) -> String? {
        field.value(among: fields)
    }
}
