import Accounts

/// Looks up the visitor, unless the route is open, and attaches them to the request and the response.
struct VisitorLookup: Handler {
    let sessions: SessionReader
    let uploads: UploadPlaces
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard case .found(let route, _) = request.match, route.level != .open else {
            return try await next.respond(to: request)
        }
        let visitor = try await sessions.visitor(of: request)
        do {
            let response = try await next.respond(to: request.with(visitor, sessions.accounts, uploads)).addressed(
                to: visitor)
            return prolong(visitor.signedIn, request, response)
        } catch {
            throw FailedResponse.wrapping(error, visitor: visitor)
        }
    }

    /// Sends the cookie of a prolonged session again, unless the page has set or cleared it itself.
    private func prolong(_ person: SignedIn?, _ request: Request, _ response: Response) -> Response {
        guard let person, person.isRenewed, let cookie = sessions.renewedCookie(for: person, request),
            !response.cookies.contains(where: { $0.name == cookie.name })
        else { return response }
        return response.setting(cookie)
    }
}

extension Request {
    /// The same request with its visitor. A session that ends while a body is sent no longer authorizes what was sent.
    ///
    /// - Throws: `HTTPError.tooManyUploads`.
    func with(_ visitor: Visitor, _ accounts: Accounts, _ uploads: UploadPlaces) async throws -> Request {
        if body.isStreamed, let person = visitor.signedIn {
            await body.hold(try uploads.take(for: person.user.id)) {
                guard try await accounts.sessions.authenticate(session: person.session.id) != nil else {
                    throw SignInNeeded()
                }
            }
        }
        return with(visitor)
    }
}

/// An error with what the response to it needs besides: who it is for, and cookies that must reach the browser
/// although the request has failed.
struct FailedResponse: Error {
    let cause: any Error
    let visitor: Visitor
    let cookies: [Cookie]

    /// What was wrapped further inside stays as it is.
    static func wrapping(_ error: any Error, visitor: Visitor, cookies: [Cookie] = []) -> FailedResponse {
        error as? FailedResponse ?? FailedResponse(cause: error, visitor: visitor, cookies: cookies)
    }
}
