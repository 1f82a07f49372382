import Accounts
import HTTP

/// `GET, POST /signup`: a new account; and `GET, POST /join/:token`: one with an invitation.
struct SignUpPage: Sendable {
    private let page: Page<SignUpView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: Visitor) async throws -> Response {
        let next = request.next
        guard visitor.signedIn == nil else { return .redirect(to: next?.text ?? paths.dashboard()) }
        let state = try await site.accounts.invitations.signUpState(at: request.client.address)
        return try await page.response(
            SignUpView(path: LocalPath.through(paths.signUp, to: next), state: state), to: request)
    }

    func submit(_ request: Request, visitor: Visitor) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        do {
            let state = try await site.accounts.invitations.signUpState(at: request.client.address)
            let view = SignUpView(path: LocalPath.through(paths.signUp, to: request.next), state: state)
            return try await submit(request, view, invitation: nil)
        } catch let closed as SignUpClosed {
            let view = SignUpView(path: LocalPath.through(paths.signUp, to: request.next), state: closed.state)
            return try await page.response(view, to: request, status: .forbidden)
        }
    }

    func showInvited(_ request: Request, visitor: Visitor, invitation: InvitationToken) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        return try await page.response(try await view(for: invitation, request), to: request)
    }

    func submitInvited(_ request: Request, visitor: Visitor, invitation: InvitationToken) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        let view = try await view(for: invitation, request)
        return try await submit(request, view, invitation: invitation.token)
    }

    private func view(for invitation: InvitationToken, _ request: Request) async throws -> SignUpView {
        var view = SignUpView(path: paths.join(invitation), isInvited: true)
        view.inviter = try await site.accounts.invitations.inviter(of: invitation.token)
        switch try await site.accounts.invitations.signUpState(at: request.client.address) {
        case .first, .awaitsAdministrator: view.state = .first
        case .open, .invited, .closed: break
        }
        return view
    }

    private func submit(
        _ request: Request, _ view: SignUpView, invitation: Token<Invitation>?
    ) async throws -> Response {
        var view = view
        let form = try await request.form()
        (view.username, view.nickname) = (form[.username] ?? "", form[.nickname] ?? "")
        view.isRemembered = form.isChecked(.remember)
        do {
            let issued = try await site.accounts.authentication.signUp(
                username: view.username, nickname: view.nickname, password: form[.password] ?? "",
                remember: view.isRemembered, invitation: invitation, on: request.device)
            return .done(.signedUp, in: site.flashes, to: request.next?.text ?? paths.welcome())
                .setting(site.sessions.cookies(for: issued))
        } catch let refusal as SignUpRefused {
            view.refusal = refusal
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
    }
}

extension SignUpClosed {
    /// What the page says instead of its form.
    fileprivate var state: SignUpState {
        switch reason {
        case .awaitsAdministrator: .awaitsAdministrator
        case .invited, .badInvitation: .invited
        case .closed: .closed
        }
    }
}

extension SignUpClosed: PublicError {
    var details: ProblemDetails {
        switch reason {
        case .badInvitation:
            ProblemDetails(
                .notFound, Text("This link does not work any more"),
                Text("An invitation works for some days and some accounts, and can be taken back."),
                advice: Text("Ask whoever sent it to you for a new one."), asksOperator: true, code: "bad-invitation")
        case .invited: .forbidden("invitation-needed", Text("You need an invitation to make an account here."))
        case .closed: .forbidden("sign-up-closed", Text("Nobody can make an account here."))
        case .awaitsAdministrator:
            .forbidden("sign-up-closed", Text("This site waits for its administrator."))
        }
    }
}
