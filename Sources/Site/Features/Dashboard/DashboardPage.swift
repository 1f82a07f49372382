import Accounts
import Conversation
import Foundation

/// `GET /dashboard`: the account at a glance, its sessions and its activity; and the posts that end sessions.
struct DashboardPage: Sendable {
    private let page: Page<DashboardView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let summary = try await site.accounts.activity.summary(of: person)
        let rooms = try await site.conversation.rooms.joined(by: person.user.id)
        var view = DashboardView(person, summary, rooms: rooms, now: site.now())
        // Nobody else has a queue, and most people need not ask for one.
        if person.user.role == .administrator || rooms.contains(where: \.isModerator) {
            view.reports = try await site.reports(for: person.user.id).flatMap { Text(toLookAt: $0) }
        }
        return try await page.response(view, to: request, unreadMentions: rooms.unreadMentions)
    }

    func revoke(_ request: Request, person: SignedIn, session: SessionID) async throws -> Response {
        try await site.accounts.sessions.revoke(session.value, by: person)
        return .done(.sessionEnded, in: site.flashes, to: paths.dashboard)
    }

    func revokeOthers(_ request: Request, person: SignedIn) async throws -> Response {
        _ = try await site.accounts.sessions.revokeOthers(of: person)
        return .done(.otherSessionsEnded, in: site.flashes, to: paths.dashboard)
    }
}
