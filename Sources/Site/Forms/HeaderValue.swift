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
    /// - Throws: `malformed` with `parameterSyntax` or `duplicateParameter`.
    init(parsing bytes: some Sequence<UInt8>) throws(MultipartError) {
        var reader = HeaderValueReader(bytes)
        value = try reader.readToken(allowing: ASCII.slash)
        var parameters: [String: HeaderParameter] = [:]
        while !reader.isAtEnd {
            try reader.readSeparator(ASCII.semicolon)
            let name = try reader.readToken()
            let parameter = try reader.readParameterValue()
            guard parameters.updateValue(parameter, forKey: name) == nil else {
                throw .malformed(.duplicateParameter(name))
            }
        }
        self.parameters = parameters
    }
}
