import Accounts
import Conversation
import Foundation

/// `GET /rooms`: the rooms that a person is in, and those that they could join.
struct RoomListPage: Sendable {
    private let page: Page<RoomListView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let rooms = site.conversation.rooms
        let after = request.queryString?[.after].flatMap(RoomReference.init)
        let entries = try await rooms.list(for: person.user.id)
        let joinable = try await rooms.joinable(by: person.user.id, after: after?.number)
        let view = RoomListView(entries, joinable: joinable, isFirst: after == nil, now: site.now())
        return try await page.response(view, to: request, unreadMentions: entries.map(\.joined).unreadMentions)
    }
}

struct RoomListView: View {
    static let template = "rooms.html"
    static var fields: [Field<Self>] {
        [
            .parts("rooms", \.rooms),
            .parts("direct", \.direct),
            .parts("hidden", \.hidden),
            .text("hiddenUnread", \.hiddenUnread),
            .flag("hidesDirect") { view in view.hidden.contains(where: \.isDirect) },
            .parts("joinable", \.joinable),
            .text("nextPath", \.nextPath),
            .flag("isFirst", \.isFirst),
        ]
    }

    private let rooms: [RoomRow]
    private let direct: [RoomRow]
    private let hidden: [RoomRow]
    private let joinable: [JoinableRoom]
    /// Nil on the last page of rooms to join.
    private let nextPath: String?
    private let isFirst: Bool

    init(_ entries: [RoomListEntry], joinable: [Room], isFirst: Bool, now: Date) {
        let shown = entries.filter { $0.membership.level != .hidden }
        rooms = shown.filter { $0.room.kind != .direct }.map { RoomRow($0, now: now) }
        direct = shown.filter { $0.room.kind == .direct }.map { RoomRow($0, now: now) }
        hidden = entries.filter { $0.membership.level == .hidden }.map { RoomRow($0.joined) }
        self.joinable = joinable.map(JoinableRoom.init)
        nextPath =
            joinable.count == RoomService.pageLimit
            ? joinable.last.map { "\(paths.rooms())?after=\($0.id)#join" } : nil
        self.isFirst = isFirst
    }

    private var hiddenUnread: Text? {
        let count = Int(clamping: hidden.reduce(0) { $0 + $1.unread })
        return count == 0 ? nil : Text(count, one: "1 unread message", other: "\(count) unread messages")
    }
}

/// An open room that the person is not in.
struct JoinableRoom: View {
    static let template = "joinable-room.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.title.path),
            .text("title", \.title.text),
            .text("description", \.room.description),
            .text("members") { Text($0.room.memberCount, one: "1 member", other: "\($0.room.memberCount) members") },
            .text("joinPath") { paths.joinRoom($0.title.reference) },
        ]
    }

    private let room: Room
    private var title: RoomTitle { RoomTitle(room) }

    init(_ room: Room) {
        self.room = room
    }
}
