import Accounts
import Foundation

/// `GET /dashboard`: the account at a glance, where it is signed in, and what happened to it; and the posts that end
/// sessions.
struct DashboardPage: Sendable {
    private let page: Page<DashboardView>
    private let accounts: Accounts
    private let flashes: Flashes
    private let now: @Sendable () -> Date

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        accounts = parts.accounts
        flashes = parts.flashes
        now = parts.now
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let view = DashboardView(person, try await accounts.overview(of: person), now: now())
        return try page.response(view, to: .signedIn(person), request: request)
    }

    func revoke(_ request: Request, person: SignedIn, session: SessionID) async throws -> Response {
        try await accounts.revokeSession(session.value, by: person)
        return .done(.sessionEnded, in: flashes, to: paths.dashboard)
    }

    func revokeOthers(_ request: Request, person: SignedIn) async throws -> Response {
        _ = try await accounts.revokeOtherSessions(of: person)
        return .done(.otherSessionsEnded, in: flashes, to: paths.dashboard)
    }
}
