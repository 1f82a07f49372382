import FlyingFox

/// Refuses a request whose end is not where every server and proxy would see it (RFC 9112, 6.2 and 6.3), of what
/// FlyingFox takes for a length. The connection is closed behind the answer.
struct Framing: Handler {
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard request.hasClearFraming else { throw Refusal.malformed }
        return try await next.respond(to: request)
    }
}

extension Request {
    /// Whether the body's length is given as digits or by the chunked coding alone.
    var hasClearFraming: Bool {
        let isLengthClear = headers[.contentLength]?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
        let isCodingClear = headers[.transferEncoding].map { $0.lowercased() == "chunked" } ?? true
        return isLengthClear && isCodingClear
    }
}
