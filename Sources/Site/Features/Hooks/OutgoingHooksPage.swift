import Accounts
import Conversation
import HTTP

/// `GET, POST /rooms/:room/outgoing-hooks`, and the posts that revoke one and take it up again: addresses that hear of
/// what is said in a room.
struct OutgoingHooksPage: Sendable {
    private let page: Page<OutgoingHooksView>
    private let site: SiteContext

    private var hooks: OutgoingWebhookService { site.conversation.outgoingHooks }

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        try await page.response(view(for: visitor), to: request)
    }

    /// The response is the only page that ever shows the secret, so it cannot be a redirect.
    func make(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        var form = OutgoingWebhookForm(try await request.form())
        do {
            let hook = try await hooks.make(form.checked(allowsHTTP: site.allowsHTTPWebhooks), by: visitor.right)
            var view = try await view(for: visitor)
            view.secret = site.accounts.webhookSecret(for: hook.salt).encoded
            return try await page.response(view, to: request)
        } catch {
            guard form.refuse(error) else { throw error }
        }
        var view = try await view(for: visitor)
        view.form = form
        return try await page.response(view, to: request, status: .unprocessableContent)
    }

    func revoke(_ request: Request, visitor: RoomVisitor<RoomModerator>, hook: HookID) async throws -> Response {
        try await hooks.revoke(hook.value, by: visitor.right)
        return done(.hookRevoked, visitor)
    }

    func enable(_ request: Request, visitor: RoomVisitor<RoomModerator>, hook: HookID) async throws -> Response {
        try await hooks.enable(hook.value, by: visitor.right)
        return done(.hookEnabled, visitor)
    }

    private func done(_ flash: Flash, _ visitor: RoomVisitor<RoomModerator>) -> Response {
        .done(flash, in: site.flashes, to: paths.outgoingHooks(RoomTitle(visitor.right.room).reference))
    }

    private func view(for visitor: RoomVisitor<RoomModerator>) async throws -> OutgoingHooksView {
        let (found, title) = (try await hooks.hooks(of: visitor.right), RoomTitle(visitor.right.room))
        let zone = visitor.person.user.preferences.timeZone
        return OutgoingHooksView(
            title: title, hooks: found.map { OutgoingWebhookRow($0.hook, $0.log, in: title, zone: zone) },
            canMake: !visitor.right.room.isArchived)
    }
}

struct HookID: RowID {
    let value: OutgoingWebhook.ID

    init(_ value: OutgoingWebhook.ID) {
        self.value = value
    }
}

extension OutgoingWebhookService.Refusal: PublicError {
    var message: Text { Text("This room has as many webhooks as it can have. Revoke one first.") }
    var details: ProblemDetails { .refused(message) }
}
