import Accounts
import Conversation
import HTTP

/// `admin/…`: for administrators. For everyone else the paths do not exist.
struct AdministrationEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    private var service: AdministrationService { site.accounts.administration }
    private var origin: String { site.origin }

    func people(_ request: Request, administrator: Administrator) async throws -> Response {
        let parameters = try request.parameters()
        let cursor = parameters[.cursor]
        // The last username of the page before.
        guard cursor.map({ UserReference("@\($0)") != nil }) ?? true else { throw APIError.badCursor }
        let page = try await service.people(
            matching: parameters[.search] ?? "", after: cursor, limit: try parameters.limit(),
            by: administrator.principal)
        return .page(page.people.map { AdministeredPersonResource($0, origin: origin) }, next: page.next)
    }

    func person(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        let person = try await service.person(id.value, by: administrator.principal)
        return .data(AdministeredPersonResource(person, origin: origin))
    }

    func change(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        let input = try await request.input()
        let person = try await service.change(
            id.value, role: input.word(.role, as: User.Role.self), isDisabled: input.flag(.disabled),
            by: administrator.principal)
        return .data(AdministeredPersonResource(person, origin: origin))
    }

    func endSessions(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        _ = try await service.endSessions(of: id.value, by: administrator.principal)
        return .done
    }

    func removeTwoFactor(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await service.removeTwoFactor(of: id.value, by: administrator.principal)
        return .done
    }

    func makeResetLink(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        let link = try await service.makeResetLink(for: id.value, by: administrator.principal)
        return .data(LinkResource(url: link.address(at: site.publicURL), expiresAt: link.expiresAt), status: .created)
    }

    func createBot(_ request: Request, administrator: Administrator) async throws -> Response {
        let input = try await request.input()
        let (user, token) = try await service.createBot(
            username: input.text(.username) ?? "", nickname: input.text(.nickname) ?? "",
            days: Int(clamping: input.integer(.days) ?? Int64(PersonalToken.days.upperBound)),
            by: administrator.principal)
        return .data(
            NewBotResource(user: PersonResource(user, origin: origin), token: NewTokenResource(token)), status: .created
        )
    }

    func renewToken(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        let days = Int(clamping: try await request.input().integer(.days) ?? Int64(PersonalToken.days.upperBound))
        let token = try await service.renewToken(ofBot: id.value, days: days, by: administrator.principal)
        return .data(NewTokenResource(token), status: .created)
    }

    func invitations(_ request: Request, administrator: Administrator) async throws -> Response {
        let open = try await site.accounts.invitations.open(by: administrator.principal)
        return .page(open.map(InvitationResource.init))
    }

    func invite(_ request: Request, administrator: Administrator) async throws -> Response {
        let input = try await request.input()
        let invitation = try await site.accounts.invitations.invite(
            uses: Int(clamping: input.integer(.uses) ?? 1),
            days: Int(clamping: input.integer(.days) ?? Int64(Invitation.standardDays)), by: administrator.principal)
        let address = invitation.address(at: site.publicURL)
        return .data(LinkResource(url: address, expiresAt: invitation.expiresAt), status: .created)
    }

    func revokeInvitation(
        _ request: Request, administrator: Administrator, id: InvitationID
    ) async throws -> Response {
        try await site.accounts.invitations.revoke(id.value, by: administrator.principal)
        return .done
    }

    func audit(_ request: Request, administrator: Administrator) async throws -> Response {
        let page = try await site.conversation.moderation.audit(
            before: try request.cursor(), by: administrator.person.user.id)
        return .page(
            page.entries.map { AuditEntryResource($0, origin: origin) }, next: page.next.map { String($0) })
    }
}
