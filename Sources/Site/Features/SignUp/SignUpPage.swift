import Accounts

/// `GET, POST /signup`: a new account.
struct SignUpPage: Sendable {
    private let page: Page<SignUpView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: Visitor) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        return try await page.response(SignUpView(), to: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        let form = try await request.form()
        let (username, nickname) = (form[.username] ?? "", form[.nickname] ?? "")
        do {
            let issued = try await site.accounts.authentication.signUp(
                username: username, nickname: nickname, password: form[.password] ?? "", on: request.device)
            return .done(.signedUp, in: site.flashes, to: paths.welcome).setting(site.sessions.cookies(for: issued))
        } catch let refusal as SignUpRefused {
            let view = SignUpView(username: username, nickname: nickname, refusal: refusal)
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
    }
}
