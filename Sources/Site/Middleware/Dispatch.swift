import HTTP

/// Calls the handler of the request's route. The innermost handler.
struct Dispatch: Handler {
    let router: Router

    func respond(to request: Request) async throws -> Response {
        switch request.match {
        case .found(let route, let page):
            if let operation = route.operation { try request.checkQuery(of: operation) }
            return try await page(request)
        case .notFound: throw HTTPError.notFound
        case .refused(let error): throw error
        case .wrongMethod(let allowed) where request.method == .options: return .allowing(allowed)
        // After a refused form its address stands in the browser, and may be opened again.
        case .wrongMethod where !request.isForAPI && (request.method == .get || request.method == .head):
            guard let page = router.formPage(of: request.path) else { throw HTTPError.notFound }
            return .redirect(to: page)
        case .wrongMethod(let allowed): throw HTTPError.methodNotAllowed(allowed: allowed.map(\.rawValue))
        }
    }
}

extension Response {
    /// The response to `OPTIONS` (RFC 9110, 9.3.7).
    fileprivate static func allowing(_ methods: [RequestMethod]) -> Response {
        var response = Response(status: .ok)
        response.headers[.allow] = methods.map(\.rawValue).joined(separator: ", ")
        return response
    }
}
