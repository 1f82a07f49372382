/// Refuses a request whose declared body is larger than its route takes, before any of it is read. A body of undeclared
/// length is counted while it is read (``RequestBody``).
struct BodyLimit: Handler {
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        if !request.isSafe, case .found(let route, _) = request.match, let length = request.body.declaredLength,
            length > route.bodyLimit, !route.refusesLargeBody
        {
            throw HTTPError.tooLarge(limit: route.bodyLimit)
        }
        return try await next.respond(to: request)
    }
}
