/// Refuses a post whose body is declared larger than its route takes, before any of it is read. What was not declared is
/// counted as it is read (``RequestBody``).
struct BodyLimit: Handler {
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        if !request.isSafe, case .found(let route, _) = request.match, let length = request.body.declaredLength,
            length > route.bodyLimit
        {
            throw HTTPError.tooLarge(limit: route.bodyLimit)
        }
        return try await next.respond(to: request)
    }
}
