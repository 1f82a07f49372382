import Accounts
import Conversation
import HTTP

/// `GET, POST /rooms/:room/hooks`, and the post that revokes one: addresses to which other services post in a room.
struct HooksPage: Sendable {
    private let page: Page<HooksView>
    private let site: SiteContext

    private var hooks: IncomingWebhookService { site.conversation.hooks }

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        try await page.response(view(for: visitor), to: request)
    }

    /// The response is the only page that ever shows the address, so it cannot be a redirect.
    func make(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        let name = try await request.form()[.name] ?? ""
        let problem: Text
        do {
            let made = try await hooks.make(named: name, by: visitor.right)
            var view = try await view(for: visitor)
            view.made = site.origin + made.path
            return try await page.response(view, to: request)
        } catch let error as Nickname.Problem {
            problem = error.hookMessage
        } catch let refusal as IncomingWebhookService.Refusal {
            problem = refusal.message
        }
        var view = try await view(for: visitor)
        view.name = .hookName(name, error: problem)
        return try await page.response(view, to: request, status: .unprocessableContent)
    }

    func revoke(_ request: Request, visitor: RoomVisitor<RoomModerator>, hook: PersonID) async throws -> Response {
        try await hooks.revoke(hook.value, by: visitor.right)
        return .done(.hookRevoked, in: site.flashes, to: paths.hooks(RoomTitle(visitor.right.room).reference))
    }

    private func view(for visitor: RoomVisitor<RoomModerator>) async throws -> HooksView {
        let (found, title) = (try await hooks.hooks(of: visitor.right), RoomTitle(visitor.right.room))
        let zone = visitor.person.user.preferences.timeZone
        return HooksView(
            title: title, hooks: found.map { HookRow($0, in: title, zone: zone, now: site.now()) },
            canMake: !visitor.right.room.isArchived)
    }
}
