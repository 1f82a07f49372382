import Accounts

/// `GET, POST /login/code`: the second step of signing in to an account with a second factor.
struct SignInCodePage: Sendable {
    private let page: Page<SignInCodeView>
    private let site: SiteContext
    private let challenges: TwoFactorChallenges

    init(_ site: SiteContext) throws {
        page = try Page(site)
        challenges = TwoFactorChallenges(cookies: site.sessions.cookies)
        self.site = site
    }

    /// Somebody who is signed in may be signing in to another account, so the challenge decides.
    func show(_ request: Request, visitor: Visitor) async throws -> Response {
        let next = request.next
        guard challenges.token(of: request) != nil else {
            guard visitor.signedIn == nil else { return .redirect(to: next?.text ?? paths.dashboard()) }
            return toPassword(next)
        }
        return try await page.response(SignInCodeView(next: next?.text), to: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        let form = try await request.form()
        let next = form[.next].flatMap(LocalPath.init)
        guard let challenge = challenges.token(of: request) else { return toPassword(next) }
        var view = SignInCodeView(next: next?.text, isRecovery: form[.recoveryCode] != nil)
        do {
            let issued = try await site.accounts.authentication.signIn(
                with: challenge, code: form[.code] ?? form[.recoveryCode] ?? "", on: request.device,
                knownDevice: site.sessions.knownDevice(of: request), replacing: visitor.signedIn?.session)
            let response = Response.redirect(to: next?.text ?? paths.dashboard())
                .setting(site.sessions.cookies(for: issued) + [challenges.clearedCookie])
            guard let left = issued.recoveryCodesLeft else { return response }
            return response.setting(site.flashes.cookie(for: .recoveryCodeUsed, count: left))
        } catch AuthenticationError.challengeExpired {
            return toPassword(next)
        } catch AuthenticationError.wrongCode {
            view.codeProblem = view.isRecovery ? .wrongRecoveryCode : .wrongCode
            view.recoveryCode = form[.recoveryCode] ?? ""
            return try await page.response(view, to: request, status: .unprocessableContent)
        } catch AuthenticationError.tooManyAttempts(_, let seconds) {
            view.problem = .tooManyAttempts(retryAfter: seconds)
            return try await page.response(view, to: request, status: .tooManyRequests).retry(after: seconds)
        }
    }

    private func toPassword(_ next: LocalPath?) -> Response {
        .redirect(to: paths.signIn, next: next)
            .setting([site.flashes.cookie(for: .passwordNeeded), challenges.clearedCookie])
    }
}
