import Accounts

/// `GET, POST /signup`: a new account.
struct SignUpPage: Sendable {
    private let page: Page<SignUpView>
    private let accounts: Accounts
    private let sessions: SessionReader
    private let flashes: Flashes

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        accounts = parts.accounts
        sessions = parts.sessions
        flashes = parts.flashes
    }

    func show(_ request: Request, visitor: Visitor) throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        return try page.response(SignUpView(), to: visitor, request: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        let form = try await request.form()
        let (username, nickname) = (form[.username] ?? "", form[.nickname] ?? "")
        do {
            let issued = try await accounts.signUp(
                username: username, nickname: nickname, password: form[.password] ?? "", on: request.device)
            return .done(.signedUp, in: flashes, to: paths.dashboard).setting(sessions.cookies(for: issued))
        } catch let refusal as SignUpRefused {
            let view = SignUpView(username: username, nickname: nickname, refusal: refusal)
            return try page.response(view, to: visitor, request: request, status: .unprocessableContent)
        }
    }
}
