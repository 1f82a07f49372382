import Support

/// Sends people who are not signed in to the sign-in page, where a route needs a person.
struct SignInRedirect: Handler {
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        do {
            return try await next.respond(to: request)
        } catch is SignInNeeded {
            // The sign-in page stands in no frame.
            guard !request.isInFrame else { throw HTTPError.signedOut }
            // A redirect cannot repeat a POST, so people return only to pages.
            guard request.isSafe else { return .redirect(to: paths.signIn) }
            return .redirect(
                to: "\(paths.signIn())?next=\(request.target.percentEncoded(keeping: .unreservedAndSlash))")
        }
    }
}
