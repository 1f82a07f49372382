/// Responds to requests. A middleware is a handler around another one.
protocol Handler: Sendable {
    func respond(to request: Request) async throws -> Response
}
