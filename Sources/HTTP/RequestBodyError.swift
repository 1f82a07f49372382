/// Why the rest of a request's body cannot be read.
public enum RequestBodyError: Error, Hashable, Sendable {
    /// The client left before the body was complete.
    case disconnected
    /// The client sends too slowly.
    case tooSlow
    /// The transfer coding breaks the rules (RFC 9112, 7.1).
    case malformed
}
