import FlyingFox

/// Refuses a post whose body is declared larger than its route takes, before any of it is read, and one that does not
/// arrive in time. What was not declared is counted as it is read (``RequestBody``).
struct BodyLimit: Handler {
    /// Must stay below the server's own timeout: an answer of FlyingFox's leaves the body on the connection.
    static let patience: Duration = .seconds(50)

    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard !request.isSafe, case .found(let route, _) = request.match else {
            return try await next.respond(to: request)
        }
        if let length = request.body.declaredLength {
            guard length <= route.bodyLimit else { throw Refusal.tooLarge(limit: route.bodyLimit) }
            guard length > RequestBody.readAhead else { return try await next.respond(to: request) }
        }
        do {
            return try await withDeadline(Self.patience) { [next] in try await next.respond(to: request) }
        } catch is DeadlineExceeded {
            throw Refusal.tooSlow
        }
    }
}
