import HTTP

/// Routes API requests through middleware of their own: no cookie is read there or set, and errors are problem details.
struct APIFork: Handler {
    let api: any Handler
    let pages: any Handler

    func respond(to request: Request) async throws -> Response {
        try await (request.isForAPI ? api : pages).respond(to: request)
    }
}

extension Request {
    /// Whether it is for the API, which answers all below its paths, also what is not found there.
    var isForAPI: Bool { APIPaths.prefixes.contains { path.utf8.starts(with: $0.utf8) } }
}
