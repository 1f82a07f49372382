/// A JSON text that was received.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fraction or an exponent, or one that no integer of ours can hold.
    case decimal(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

/// Why a JSON text is refused.
enum MalformedJSON: Error, Hashable, Sendable {
    /// RFC 8259 does not allow what stands at this byte.
    case syntax(at: Int)
    /// A text is not UTF-8, has half of a surrogate pair or the character NUL.
    case text(at: Int)
    case tooDeep
    /// RFC 8259 leaves it open what this means, so it means different things to different programs.
    case duplicateName(String)
    /// No field of ours has such a name: longer than 64 bytes, or with other characters than ASCII.
    case strangeName(at: Int)
}
