import Accounts

/// Where a post needs the password because it was last given too long ago: asks for it, and then does what was posted.
///
/// The page's form leads to the same path and carries the post's own fields along. It is the domain that demands the
/// password (`AuthenticationError.confirmationNeeded`), so that no page can forget to.
struct PasswordConfirmation: Handler {
    let page: PasswordConfirmationPage
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        do {
            return try await next.respond(to: request)
        } catch let error as AuthenticationError where error == .confirmationNeeded && !request.isSafe {
            guard let person = request.visitor.signedIn else { throw error }
            return try await confirm(request, person)
        }
    }

    private func confirm(_ request: Request, _ person: SignedIn) async throws -> Response {
        switch try await page.submit(request, person: person) {
        case .refused(let response): return response
        case .confirmed(let issued):
            let visitor = Visitor.signedIn(SignedIn(user: issued.user, session: issued.session))
            // The session's old token is no longer valid: an error page has to bring the new one as well.
            let cookies = page.cookies(for: issued)
            do {
                return try await next.respond(to: request.with(visitor)).setting(cookies).addressed(to: visitor)
            } catch {
                throw FailedResponse.wrapping(error, visitor: visitor, cookies: cookies)
            }
        }
    }
}
