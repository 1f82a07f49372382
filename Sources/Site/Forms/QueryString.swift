import Support

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

extension Request {
    /// The decoded query. Nil where it is malformed: pages show what they show without one.
    var queryString: QueryString? { try? QueryString(decoding: query) }
}

extension QueryString {
    /// What an address ends in, with its question mark. Parameters without a value are left out; where none has one,
    /// it is empty.
    static func encoding(_ fields: KeyValuePairs<TextField, String?>) -> String {
        let pairs = fields.compactMap { field, value -> String? in
            guard let value, !value.isEmpty else { return nil }
            return "\(field.rawValue)=\(value.percentEncoded(keeping: .unreserved))"
        }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }
}
