import Accounts
import Foundation

/// `GET /dashboard`: the account at a glance, where it is signed in, and what happened to it; and the posts that end
/// sessions.
struct DashboardPage: Sendable {
    private let page: Page<DashboardView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let view = DashboardView(person, try await site.accounts.overview(of: person), now: site.now())
        return try page.response(view, to: request)
    }

    func revoke(_ request: Request, person: SignedIn, session: SessionID) async throws -> Response {
        try await site.accounts.revokeSession(session.value, by: person)
        return .done(.sessionEnded, in: site.flashes, to: paths.dashboard)
    }

    func revokeOthers(_ request: Request, person: SignedIn) async throws -> Response {
        _ = try await site.accounts.revokeOtherSessions(of: person)
        return .done(.otherSessionsEnded, in: site.flashes, to: paths.dashboard)
    }
}
