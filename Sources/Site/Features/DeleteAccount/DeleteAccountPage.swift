import Accounts
import Conversation

/// `GET, POST /profile/delete`: shows what would be lost, and deletes the account.
struct DeleteAccountPage: Sendable {
    private let page: Page<DeleteAccountView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(view(of: person), to: request)
    }

    func submit(_ request: Request, person: SignedIn) async throws -> Response {
        let form = try await request.form()
        let password = form[.password] ?? ""
        let messages = MessagesOfDeparted(rawValue: form[.messages] ?? "") ?? .keep
        do {
            try await erase(person, password: password, messages)
            return Response.done(.accountDeleted, in: site.flashes, to: paths.home).setting(
                site.sessions.clearedCookies
            ).clearingData
        } catch AuthenticationError.wrongPassword {
            var view = try await view(of: person)
            view.messages = messages
            view.isPasswordWrong = true
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
    }

    /// Erases the account with its files.
    ///
    /// - Throws: `AuthenticationError.wrongPassword`, `.tooManyAttempts`.
    func erase(_ person: SignedIn, password: String, _ messages: MessagesOfDeparted) async throws {
        try await site.avatars.replace {
            try await site.accounts.profiles.delete(
                person, password: password,
                with: site.conversation.retention.erasure(of: person.user.id, messages))
        }
    }

    private func view(of person: SignedIn) async throws -> DeleteAccountView {
        let count = try await site.accounts.sessions.active(of: person.user).count
        return DeleteAccountView(
            username: person.user.username.text, sessionCount: count, hasAvatar: person.user.avatar != nil,
            isNeededByOthers: try await site.accounts.administration.isNeededByOthers(person.user),
            departure: try await site.conversation.retention.departure(of: person.user.id))
    }
}
