import Accounts

/// `auth/session` and `auth/sessions`: the sessions of the person who asks, browsers' and programs' alike.
struct SessionEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) -> Response {
        .data(SessionResource(person.session, isCurrent: true))
    }

    /// There are at most `Session.limit`, so that they need no pages.
    func list(_ request: Request, person: SignedIn) async throws -> Response {
        let sessions = try await site.accounts.sessions.active(of: person.user)
        return .page(sessions.map { SessionResource($0, isCurrent: $0.id == person.session.id) })
    }

    func end(_ request: Request, person: SignedIn, id: SessionID) async throws -> Response {
        try await site.accounts.sessions.revoke(id.value, by: person)
        return .done
    }
}
