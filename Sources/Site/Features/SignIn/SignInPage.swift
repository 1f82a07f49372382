import Accounts

/// `GET, POST /login`, and `POST /logout`.
struct SignInPage: Sendable {
    private let page: Page<SignInView>
    private let site: SiteContext
    private let tickets: TwoFactorChallenges

    init(_ site: SiteContext) throws {
        page = try Page(site)
        tickets = TwoFactorChallenges(cookies: site.sessions.cookies)
        self.site = site
    }

    func show(_ request: Request, visitor: Visitor) throws -> Response {
        let next = request.next
        guard visitor.signedIn == nil else { return .redirect(to: next?.text ?? paths.dashboard()) }
        return try page.response(SignInView(next: next?.text), to: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        let form = try await request.form()
        let (username, remember) = (form[.username] ?? "", form.isChecked(.remember))
        let next = form[.next].flatMap(LocalPath.init)
        do {
            let result = try await site.accounts.signIn(
                username: username, password: form[.password] ?? "", remember: remember, on: request.device,
                mark: site.sessions.mark(of: request), replacing: visitor.signedIn?.session)
            return answer(to: result, next)
        } catch let error as Accounts.WrongCredentials {
            let view = SignInView(username: username, isRemembered: remember, next: next?.text, problem: error.message)
            return try page.response(view, to: request, status: .unprocessableContent)
        } catch let error as Accounts.AccountDisabled {
            let view = SignInView(username: username, isRemembered: remember, next: next?.text, problem: error.message)
            return try page.response(view, to: request, status: .forbidden)
        } catch let error as Accounts.TooManyAttempts {
            let view = SignInView(username: username, isRemembered: remember, next: next?.text, problem: error.message)
            return try page.response(view, to: request, status: .tooManyRequests)
                .retry(after: error.seconds)
        }
    }

    private func answer(to result: SignInResult, _ next: LocalPath?) -> Response {
        switch result {
        case .done(let issued):
            .redirect(to: next?.text ?? paths.dashboard()).setting(site.sessions.cookies(for: issued))
        case .needsCode(let ticket):
            .redirect(to: paths.signInCode, next: next).setting(tickets.cookie(for: ticket))
        }
    }

    /// Signing out twice, or without a session, is fine.
    func signOut(_ request: Request, visitor: Visitor) async throws -> Response {
        if let person = visitor.signedIn { try await site.accounts.signOut(person) }
        var response = Response.done(.signedOut, in: site.flashes, to: paths.home).setting(site.sessions.clearedCookie)
        response.headers[.clearSiteData] = Response.clearedData
        return response
    }
}

extension Response {
    /// What a browser is to forget with a session. Not "cookies": the answer clears those by name, and the flash
    /// message travels in one.
    static let clearedData = "\"cache\", \"storage\""
}
