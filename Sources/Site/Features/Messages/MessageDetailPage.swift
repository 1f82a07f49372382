import Accounts
import Conversation
import HTTP

/// `GET /rooms/:room/messages/:number`: one message with all that the person may do with it, and the posts that do it.
struct MessageDetailPage: Sendable {
    private let page: Page<MessageDetailView>
    private let site: SiteContext
    private let messages: MessageViews

    /// How many messages a live room shows without being scrolled, on a small screen.
    private static let inView: Int64 = 5

    private var service: MessageService { site.conversation.messages }

    init(_ site: SiteContext, _ messages: MessageViews) throws {
        page = try Page(site)
        self.site = site
        self.messages = messages
    }

    func show(
        _ request: Request, visitor: RoomVisitor<RoomAccess>, message: MessageNumber
    ) async throws -> Response {
        try await page.response(view(visitor.right, visitor.person, message.value), to: request)
    }

    func edit(_ request: Request, visitor: RoomVisitor<Member>, message: MessageNumber) async throws -> Response {
        let body = try await request.form()[.body] ?? ""
        return try await change(
            request, visitor, message, then: .messageEdited, refused: { $0.refuseEdit(body, $1) },
            { try await service.edit(message.value, to: body, as: visitor.right) })
    }

    func delete(
        _ request: Request, visitor: RoomVisitor<RoomAccess>, message: MessageNumber
    ) async throws -> Response {
        try await service.delete(message.value, by: visitor.right)
        return try await done(request, .messageDeleted, visitor.right, message)
    }

    /// Adds a reaction, or takes it away.
    func react(_ request: Request, visitor: RoomVisitor<Member>, message: MessageNumber) async throws -> Response {
        let text = try await request.form()[.emoji] ?? ""
        guard let emoji = Emoji(text.trimmingCharacters(in: .whitespaces)) else {
            return try await refuse(request, visitor, message) {
                $0.refuseEmoji(text, Text("Please enter one emoji."))
            }
        }
        return try await change(
            request, visitor, message, then: nil, refused: { $0.refuseEmoji(text, $1) },
            { try await service.react(emoji, to: message.value, as: visitor.right) })
    }

    /// Pins the message, or takes it down: `pinned=0`.
    func pin(_ request: Request, visitor: RoomVisitor<Member>, message: MessageNumber) async throws -> Response {
        let isPinned = try await request.form()[.pinned] != "0"
        return try await change(
            request, visitor, message, then: isPinned ? .messagePinned : .messageUnpinned,
            refused: { $0.problem = $1 },
            { try await service.setPinned(isPinned, message.value, as: visitor.right) })
    }

    func report(_ request: Request, visitor: RoomVisitor<Member>, message: MessageNumber) async throws -> Response {
        let text = try await request.form()[.reason] ?? ""
        do {
            let reason = try ReportReason(text)
            try await site.conversation.moderation.report(message.value, reason, by: visitor.right)
            return try await done(request, .messageReported, visitor.right.access, message)
        } catch {
            let problem: Text
            switch error {
            case let error as TextProblem: problem = error.message(limit: ReportReason.limit)
            case let refusal as ModerationService.Refusal: problem = refusal.message
            default: throw error
            }
            return try await refuse(request, visitor, message) { $0.refuseReport(text, problem) }
        }
    }

    /// Makes a change, and leads back to the message's place; or shows the page again with what is wrong.
    private func change(
        _ request: Request, _ visitor: RoomVisitor<Member>, _ message: MessageNumber, then flash: Flash?,
        refused: (inout MessageDetailView, Text) -> Void, _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            return try await done(request, flash, visitor.right.access, message)
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            let response = try await refuse(request, visitor, message, status: problem.status) {
                refused(&$0, problem.text)
            }
            return problem.applied(to: response)
        }
    }

    /// The page again, with what was entered and what is wrong with it.
    private func refuse(
        _ request: Request, _ visitor: RoomVisitor<Member>, _ message: MessageNumber,
        status: Status = .unprocessableContent, _ addProblem: (inout MessageDetailView) -> Void
    ) async throws -> Response {
        var view = try await view(visitor.right.access, visitor.person, message.value)
        addProblem(&view)
        return try await page.response(view, to: request, status: status)
    }

    private func done(
        _ request: Request, _ flash: Flash?, _ access: RoomAccess, _ message: MessageNumber
    ) async throws -> Response {
        let title = try await site.title(of: access)
        // The newest messages are on the room's own page. Where that is live, only the last ones are in view: its frame
        // cannot be scrolled from outside.
        let shown = site.showsLiveRooms(request) ? Self.inView : Int64(MessagePage.size)
        let isNew = message.value > access.room.lastNumber - shown
        let path = isNew ? "\(title.path)#m\(message.value)" : title.path(at: message.value)
        guard let flash else { return .redirect(to: path) }
        return .done(flash, in: site.flashes, to: path)
    }

    private func view(_ access: RoomAccess, _ person: SignedIn, _ number: Int64) async throws -> MessageDetailView {
        let detail = try await service.message(number, in: access)
        let title = try await site.title(of: access)
        let views = try await messages.views(
            of: [detail.message], in: detail.access, title, for: person, own: detail.own, isStandalone: true)
        var versions: [MessageVersion] = []
        if detail.canSeeVersions, let moderator = try? detail.access.moderator() {
            versions = try await service.versions(of: number, by: moderator)
        }
        return MessageDetailView(
            detail, title, message: views, versions: versions, publicURL: site.publicURL,
            zone: person.user.preferences.timeZone)
    }
}
