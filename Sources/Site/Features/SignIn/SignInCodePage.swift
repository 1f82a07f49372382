import Accounts

/// `GET, POST /login/code`: the second step of signing in to an account with a second factor.
struct SignInCodePage: Sendable {
    private let page: Page<SignInCodeView>
    private let site: SiteContext
    private let tickets: TwoFactorChallenges

    init(_ site: SiteContext) throws {
        page = try Page(site)
        tickets = TwoFactorChallenges(cookies: site.sessions.cookies)
        self.site = site
    }

    /// Who is signed in may be on the way to another account: the ticket decides.
    func show(_ request: Request, visitor: Visitor) throws -> Response {
        let next = request.next
        guard tickets.token(of: request) != nil else {
            guard visitor.signedIn == nil else { return .redirect(to: next?.text ?? paths.dashboard()) }
            return toPassword(next)
        }
        return try page.response(SignInCodeView(next: next?.text), to: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        let form = try await request.form()
        let next = form[.next].flatMap(LocalPath.init)
        guard let ticket = tickets.token(of: request) else { return toPassword(next) }
        var view = SignInCodeView(next: next?.text, isRecovery: form[.recoveryCode] != nil)
        do {
            let issued = try await site.accounts.signIn(
                with: ticket, code: form[.code] ?? form[.recoveryCode] ?? "", on: request.device,
                mark: site.sessions.mark(of: request), replacing: visitor.signedIn?.session)
            return .redirect(to: next?.text ?? paths.dashboard())
                .setting(site.sessions.cookies(for: issued) + [tickets.clearedCookie])
        } catch is Accounts.TicketExpired {
            return toPassword(next)
        } catch let error as Accounts.WrongCode {
            view.codeProblem = view.isRecovery ? error.messageOfRecovery : error.message
            return try page.response(view, to: request, status: .unprocessableContent)
        } catch let error as Accounts.TooManyAttempts {
            view.problem = error.message
            return try page.response(view, to: request, status: .tooManyRequests)
                .retry(after: error.seconds)
        }
    }

    private func toPassword(_ next: LocalPath?) -> Response {
        .redirect(to: paths.signIn, next: next)
            .setting([site.flashes.cookie(for: .passwordNeeded), tickets.clearedCookie])
    }
}
