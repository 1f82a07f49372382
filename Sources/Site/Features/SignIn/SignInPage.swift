import Accounts
import HTTP

/// `GET, POST /login`, and `POST /logout`.
struct SignInPage: Sendable {
    private let page: Page<SignInView>
    private let site: SiteContext
    private let challenges: TwoFactorChallenges

    init(_ site: SiteContext) throws {
        page = try Page(site)
        challenges = TwoFactorChallenges(cookies: site.sessions.cookies)
        self.site = site
    }

    func show(_ request: Request, visitor: Visitor) async throws -> Response {
        let next = request.next
        guard visitor.signedIn == nil else { return .redirect(to: next?.text ?? paths.dashboard()) }
        return try await page.response(SignInView(next: next?.text), to: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        let form = try await request.form()
        let (username, remember) = (form[.username] ?? "", form.isChecked(.remember))
        let next = form[.next].flatMap(LocalPath.init)
        func show(_ problem: Text, status: Status) async throws -> Response {
            let view = SignInView(
                username: username, isRemembered: remember, next: next?.text, problem: problem,
                isDisabled: status == .forbidden)
            return try await page.response(view, to: request, status: status)
        }
        do {
            let result = try await site.accounts.authentication.signIn(
                username: username, password: form[.password] ?? "", remember: remember, on: request.device,
                knownDevice: site.sessions.knownDevice(of: request), replacing: visitor.signedIn?.session)
            return response(to: result, next)
        } catch AuthenticationError.wrongCredentials {
            return try await show(.wrongCredentials, status: .unprocessableContent)
        } catch AuthenticationError.disabled {
            return try await show(.accountDisabled, status: .forbidden)
        } catch AuthenticationError.tooManyAttempts(_, let seconds) {
            return try await show(.tooManyAttempts(retryAfter: seconds), status: .tooManyRequests).retry(after: seconds)
        }
    }

    private func response(to result: SignInResult, _ next: LocalPath?) -> Response {
        switch result {
        case .done(let issued):
            .redirect(to: next?.text ?? paths.dashboard()).setting(site.sessions.cookies(for: issued))
        case .needsCode(let challenge):
            .redirect(to: paths.signInCode, next: next).setting(challenges.cookie(for: challenge))
        }
    }

    /// Signing out twice, or without a session, is fine.
    func signOut(_ request: Request, visitor: Visitor) async throws -> Response {
        if let person = visitor.signedIn { try await site.accounts.sessions.signOut(person) }
        return Response.done(.signedOut, in: site.flashes, to: paths.home).setting(site.sessions.clearedCookie)
            .clearingData
    }
}

extension Response {
    /// The same response, with which browsers delete what they have kept of the site at the end of a session (OWASP ASVS
    /// 5.0, 14.3.1). Not "cookies": the response clears those by name, and the flash message is in one.
    var clearingData: Response {
        var response = self
        response.headers[.clearSiteData] = "\"cache\", \"storage\""
        return response
    }
}
