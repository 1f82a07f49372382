/// The scheme and the authority of a request's target in absolute form (RFC 9112, 3.2.2), as they were sent.
public struct TargetOrigin: Hashable, Sendable {
    public let scheme: String
    /// A host, and a port if one is named.
    public let authority: String

    public init(scheme: String, authority: String) {
        self.scheme = scheme
        self.authority = authority
    }
}
