import Accounts
import Conversation
import HTTP

/// `users/…`: one's own account, and others as everyone may see them.
struct UserEndpoints: Sendable {
    private let site: SiteContext
    private let avatar: AvatarForm
    private let deletion: DeleteAccountPage

    init(_ site: SiteContext, _ pages: Pages) {
        self.site = site
        (avatar, deletion) = (pages.avatar, pages.deleteAccount)
    }

    private var origin: String { site.origin }

    func showOwn(_ request: Request, person: SignedIn) -> Response {
        .data(AccountResource(person.user, origin: origin))
    }

    func show(_ request: Request, person: SignedIn, user: UserReference) async throws -> Response {
        let people = site.conversation.people
        let detail =
            switch user {
            case .id(let id): try await people.page(of: id, by: person.user.id)
            case .username(let name): try await people.page(of: name, by: person.user.id)
            }
        return .data(ProfileResource(detail, origin: origin))
    }

    /// Changes what is given, and nothing else. It is checked before anything is changed.
    func change(_ request: Request, person: SignedIn) async throws -> Response {
        let input = try await request.input()
        let preferences = try preferences(input, person.user.preferences)
        let status = try await status(input, of: person.user.id)
        var user = person.user
        if let nickname = input.text(.nickname) {
            user.nickname = try Nickname(nickname)
            try await site.accounts.profiles.rename(person, to: nickname)
        }
        if preferences != user.preferences {
            try await site.accounts.profiles.setPreferences(preferences, of: person)
            user.preferences = preferences
        }
        let privacy = Privacy(
            showsPresence: input.flag(.showsPresence) ?? user.privacy.showsPresence,
            sendsReceipts: input.flag(.sendsReceipts) ?? user.privacy.sendsReceipts)
        if privacy != user.privacy {
            try await site.accounts.profiles.setPrivacy(privacy, of: person)
            user.privacy = privacy
        }
        if input.has(.status) || input.has(.emoji) {
            try await site.conversation.people.setStatus(status, of: user.id)
        }
        return .data(AccountResource(user, origin: origin))
    }

    private func preferences(_ input: Input, _ current: Preferences) throws -> Preferences {
        try PreferencesForm(
            language: input.has(.language) ? input.text(.language) ?? "" : current.language?.rawValue ?? "",
            timeZone: input.has(.timeZone) ? input.text(.timeZone) ?? "" : current.timeZone?.text ?? ""
        ).preferences()
    }

    private func status(_ input: Input, of person: User.ID) async throws -> UserStatus? {
        guard input.has(.status) || input.has(.emoji) else { return nil }
        let current = try await site.conversation.people.status(of: person)
        return try StatusForm(
            emoji: input.has(.emoji) ? input.text(.emoji) ?? "" : current?.emoji?.text ?? "",
            text: input.has(.status) ? input.text(.status) ?? "" : current?.text ?? ""
        ).status()
    }

    func delete(_ request: Request, person: SignedIn) async throws -> Response {
        let input = try await request.input()
        let messages = input.word(.messages, as: MessagesOfDeparted.self) ?? .keep
        try await deletion.erase(person, password: input.text(.password) ?? "", messages)
        return .done
    }

    /// With a picture in a multipart body that becomes the avatar; with an empty one, another is drawn.
    func setAvatar(_ request: Request, person: SignedIn) async throws -> Response {
        if request.body.declaredLength ?? 0 == 0, request.headers[.contentType] == nil {
            try await site.accounts.profiles.redrawAvatar(of: person)
            return .done
        }
        do {
            try await avatar.receive(request, from: person)
            return .done
        } catch let problem as AvatarUpload.Problem {
            var details = InvalidInput(
                [.init(field: "avatar", text: problem.message(maxUpload: site.maxUpload))]
            ).details
            if problem == .tooLarge { details.status = .contentTooLarge }
            throw Refused(details: details)
        }
    }

    private struct Refused: PublicError {
        let details: ProblemDetails
    }

    func removeAvatar(_ request: Request, person: SignedIn) async throws -> Response {
        if person.user.avatar != nil { try await avatar.replace(person, with: nil) }
        return .done
    }

    func activity(_ request: Request, person: SignedIn) async throws -> Response {
        let page = try await site.accounts.activity.page(
            of: person.user, before: try request.cursor(), limit: try request.parameters().limit())
        return .page(page.entries.map(ActivityResource.init), next: page.next.map { String($0) })
    }
}
