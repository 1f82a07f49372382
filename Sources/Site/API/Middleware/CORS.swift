import HTTP

/// Lets pages of the origins that the operator has named read what the API answers (Fetch standard, 3.2). They send a
/// token themselves: browsers are never told to send cookies along.
struct CORS: Handler {
    /// As browsers write them; empty for none.
    let origins: Set<String>
    let next: any Handler

    private static let requestFields =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Range"
    private static let responseFields =
        """
        Content-Disposition, ETag, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-ID
        """

    func respond(to request: Request) async throws -> Response {
        guard !origins.isEmpty else { return try await next.respond(to: request) }
        let origin = request.headers[.origin].flatMap { origins.contains($0) ? $0 : nil }
        var response: Response
        if let preflight = preflight(request, from: origin) {
            response = preflight
        } else {
            response = try await next.respond(to: request)
        }
        response.headers.append("Origin", for: .vary)
        guard let origin else { return response }
        response.headers[.allowOrigin] = origin
        response.headers[.exposeHeaders] = Self.responseFields
        return response
    }

    /// The response to a browser that asks beforehand; nil for any other request, and for an origin that is not named.
    private func preflight(_ request: Request, from origin: String?) -> Response? {
        guard origin != nil, request.method == .options, request.headers[.requestMethod] != nil,
            case .wrongMethod(let methods) = request.match
        else { return nil }
        var response = Response(status: .noContent)
        response.headers[.allowMethods] = methods.map(\.rawValue).joined(separator: ", ")
        response.headers[.allowHeaders] = Self.requestFields
        response.headers[.maxAge] = "600"
        return response
    }
}

extension FieldName {
    fileprivate static let allowOrigin = FieldName("Access-Control-Allow-Origin")
    fileprivate static let exposeHeaders = FieldName("Access-Control-Expose-Headers")
    fileprivate static let requestMethod = FieldName("Access-Control-Request-Method")
    fileprivate static let allowMethods = FieldName("Access-Control-Allow-Methods")
    fileprivate static let allowHeaders = FieldName("Access-Control-Allow-Headers")
    fileprivate static let maxAge = FieldName("Access-Control-Max-Age")
}
