import HTTP

/// Refuses a request before any of its body is read, where that is larger than its route takes, or compressed (RFC 9110,
/// 8.4). A body of undeclared length is counted while it is read (``RequestBody``).
struct AcceptableBody: Handler {
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        if !request.isSafe, case .found(let route, _) = request.match {
            if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
                throw HTTPError.unsupportedCoding
            }
            if let length = request.body.declaredLength, length > route.bodyLimit, !route.refusesLargeBody {
                throw HTTPError.tooLarge(limit: route.bodyLimit)
            }
        }
        return try await next.respond(to: request)
    }
}
