import Accounts
import HTTP

/// Asks for the password where the last proof of it is too old for what a post wants to do, and then does it.
///
/// The page's form leads to the same place and carries the post's own fields along. It is the domain that demands the
/// proof (``Accounts/PasswordConfirmationNeeded``): no page can forget to.
struct PasswordConfirmationPage: Sendable {
    private let page: Page<PasswordConfirmationView>
    private let accounts: Accounts
    private let sessions: SessionReader

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        accounts = parts.accounts
        sessions = parts.sessions
    }

    /// The answer to a post that needs a proof: the page that asks, or what `handler` answers once it is given.
    func answer(
        _ request: Request, _ person: SignedIn,
        then handler: @Sendable (Request, SignedIn) async throws -> Response
    ) async throws -> Response {
        let form = try await request.form()
        guard let password = form[.proof] else { return try ask(request, person, form, status: .forbidden) }
        do {
            let issued = try await accounts.prove(person, password: password)
            let proven = SignedIn(user: issued.user, session: issued.session)
            request.visitor.value = .signedIn(proven)
            // Also with the page of an error: the session's old token is none any more.
            request.visitor.cookies = sessions.cookies(for: issued)
            return try await handler(request, proven).setting(request.visitor.cookies)
        } catch is Accounts.WrongPassword {
            return try ask(request, person, form, status: .unprocessableContent, isWrong: true)
        }
    }

    private func ask(
        _ request: Request, _ person: SignedIn, _ form: URLEncodedForm, status: Status, isWrong: Bool = false
    ) throws -> Response {
        let view = PasswordConfirmationView(
            action: request.path, username: person.user.username.text, form: form, isPasswordWrong: isWrong)
        return try page.response(view, to: .signedIn(person), request: request, status: status)
    }
}
