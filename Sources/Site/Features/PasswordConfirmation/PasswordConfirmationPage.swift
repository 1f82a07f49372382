import Accounts
import HTTP

/// The page that asks for the password before a post is done.
struct PasswordConfirmationPage: Sendable {
    /// What came of a post that needs the password.
    enum Outcome {
        case confirmed(IssuedSession)
        /// The page, which asks for the password for the first time or again.
        case refused(Response)
    }

    private let page: Page<PasswordConfirmationView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func submit(_ request: Request, person: SignedIn) async throws -> Outcome {
        let form = try await request.form()
        guard let password = form[.passwordConfirmation] else {
            return .refused(try await ask(request, person, form, status: .forbidden))
        }
        do {
            return .confirmed(try await site.accounts.authentication.confirmPassword(person, password: password))
        } catch AuthenticationError.wrongPassword {
            return .refused(try await ask(request, person, form, status: .unprocessableContent, isWrong: true))
        }
    }

    func cookies(for issued: IssuedSession) -> [Cookie] { site.sessions.cookies(for: issued) }

    private func ask(
        _ request: Request, _ person: SignedIn, _ form: URLEncodedForm, status: Status, isWrong: Bool = false
    ) async throws -> Response {
        let view = PasswordConfirmationView(
            action: request.path, username: person.user.username.text, form: form, isPasswordWrong: isWrong)
        return try await page.response(view, to: request, status: status)
    }
}
