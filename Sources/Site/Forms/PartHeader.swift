/// What one part says about itself. All of it is the client's claim, to be escaped, bounded and distrusted.
struct PartHeader: Equatable, Sendable {
    /// The form control's name, never empty. Several parts may share one (RFC 7578 section 4.3).
    let name: String
    /// The file's name: nil for an ordinary field, empty where no file was chosen.
    ///
    /// A label, never a path: it may hold `/`, `..`, `\`, quotes, and CR or LF decoded from `%0D` and `%0A`.
    let filename: String?
    /// The Content-Type as sent (printable ASCII), nil without one.
    let contentType: String?
}
