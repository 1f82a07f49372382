import Accounts
import Conversation

/// `GET /rooms/:room/pins`: the pinned messages of a room.
struct PinsPage: Sendable {
    private let page: Page<PinsView>
    private let site: SiteContext
    private let messages: MessageViews

    init(_ site: SiteContext, _ messages: MessageViews) throws {
        page = try Page(site)
        self.site = site
        self.messages = messages
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        let pinned = try await site.conversation.messages.pins(in: visitor.right)
        let title = try await site.title(of: visitor.right)
        let blocked = try await site.conversation.people.blockedAccounts(by: visitor.person.user.id)
        let views = try await messages.views(
            of: pinned, in: visitor.right, title, for: visitor.person, own: OwnMarks(blocked: blocked),
            isStandalone: true)
        return try await page.response(PinsView(title: title, messages: views), to: request)
    }
}

struct PinsView: View {
    static let template = "pins.html"
    static var fields: [Field<Self>] {
        [.text("title", \.title.text), .text("roomPath", \.title.path), .parts("messages", \.messages)]
    }

    let title: RoomTitle
    let messages: [MessageView]
}
