/// The value of one parameter in a header.
struct HeaderParameter: Equatable, Sendable {
    /// The value's bytes without the quotes around it.
    let bytes: [UInt8]
    /// Whether it was a quoted string; form escapes exist only there.
    let isQuoted: Bool
}
