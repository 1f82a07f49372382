import Accounts
import Conversation
import HTTP

/// `GET /profile`, and the posts that change nickname, status, preferences, privacy and password.
struct ProfilePage: Sendable {
    /// Where the flash message is: without a fragment in its place, browsers keep that of the form's address.
    static let top = paths.profile() + "#main"

    private let page: Page<ProfileView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(view(person), to: request)
    }

    func rename(_ request: Request, person: SignedIn) async throws -> Response {
        let nickname = try await request.form()[.nickname] ?? ""
        do {
            try await site.accounts.profiles.rename(person, to: nickname)
            return .done(.nicknameSaved, in: site.flashes, to: Self.top)
        } catch let problem as Nickname.Problem {
            return try await refuse(request, person) {
                $0.nickname = nickname
                $0.nicknameProblem = problem.message
            }
        }
    }

    func changeStatus(_ request: Request, person: SignedIn) async throws -> Response {
        let form = StatusForm(try await request.form())
        do {
            let status = try form.status()
            try await site.conversation.people.setStatus(status, of: person.user.id)
            return .done(status == nil ? .statusCleared : .statusSaved, in: site.flashes, to: Self.top)
        } catch let refusal as StatusForm.Refused {
            return try await refuse(request, person) {
                $0.status = form
                $0.statusRefusal = refusal
            }
        }
    }

    func changePreferences(_ request: Request, person: SignedIn) async throws -> Response {
        let form = PreferencesForm(try await request.form())
        do {
            try await site.accounts.profiles.setPreferences(try form.preferences(), of: person)
            return .done(.preferencesSaved, in: site.flashes, to: Self.top)
        } catch let refusal as PreferencesForm.Refused {
            return try await refuse(request, person) {
                $0.preferences = form.known
                $0.preferencesRefusal = refusal
            }
        }
    }

    /// Boxes that are not ticked are not sent.
    func changePrivacy(_ request: Request, person: SignedIn) async throws -> Response {
        let form = try await request.form()
        let privacy = Privacy(
            showsPresence: form[.showsPresence] != nil, sendsReceipts: form[.sendsReceipts] != nil)
        try await site.accounts.profiles.setPrivacy(privacy, of: person)
        return .done(.privacySaved, in: site.flashes, to: Self.top)
    }

    func changePassword(_ request: Request, person: SignedIn) async throws -> Response {
        let form = try await request.form()
        do {
            let issued = try await site.accounts.authentication.changePassword(
                of: person, from: form[.currentPassword] ?? "", to: form[.newPassword] ?? "")
            return .done(.passwordChanged, in: site.flashes, to: Self.top).setting(
                site.sessions.cookies(for: issued))
        } catch let refusal as PasswordChangeRefused {
            return try await refuse(request, person) { $0.passwordRefusal = refusal }
        }
    }

    /// The page again, with the errors of one of its forms.
    func refuse(
        _ request: Request, _ person: SignedIn, status: Status = .unprocessableContent,
        _ change: (inout ProfileView) -> Void
    ) async throws -> Response {
        var view = try await view(person)
        change(&view)
        return try await page.response(view, to: request, status: status)
    }

    private func view(_ person: SignedIn) async throws -> ProfileView {
        let twoFactor = try await site.accounts.twoFactor.state(of: person.user)
        let people = site.conversation.people
        return ProfileView(
            person.user, status: try await people.status(of: person.user.id),
            blocked: try await people.blocked(by: person.user.id), hasTwoFactor: twoFactor.isOn,
            takesUploads: site.avatars.acceptsUploads, maxUpload: site.maxUpload,
            defaultTimeZone: site.timeZone)
    }
}
