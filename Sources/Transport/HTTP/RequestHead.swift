import HTTP

/// The head of a request that keeps the rules of RFC 9112.
struct RequestHead: Sendable {
    enum Version: Hashable, Sendable {
        case http10, http11
    }

    /// How the end of the body is told (RFC 9112, 6).
    enum Framing: Hashable, Sendable {
        case none
        case length(Int)
        case chunked
    }

    let method: RequestMethod
    /// As it was sent, percent-encoded, up to the question mark.
    let path: String
    let query: String
    let version: Version
    let fields: RequestFields
    let framing: Framing
    /// Whether the client waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// Whether the client is ready to send another request on the connection (RFC 9112, 9.3).
    let keepsAlive: Bool
}
