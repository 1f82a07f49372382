import Accounts
import Conversation

/// `GET, POST /rooms/:room/delete`: shows what would be lost, and deletes the room.
struct DeleteRoomPage: Sendable {
    private let page: Page<DeleteRoomView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        guard !visitor.right.room.includesEveryone else { throw RoomService.Refusal.includesEveryone }
        let contents = try await site.conversation.rooms.contents(for: visitor.right)
        return try await page.response(
            DeleteRoomView(title: RoomTitle(visitor.right.room), contents: contents), to: request)
    }

    func submit(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await site.conversation.rooms.delete(by: visitor.right)
        return .done(.roomDeleted, in: site.flashes, to: paths.rooms)
    }
}

struct DeleteRoomView: View {
    static let template = "delete-room.html"
    static var fields: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("settingsPath") { paths.roomSettings($0.title.reference) },
            .text("deletePath") { paths.deleteRoom($0.title.reference) },
            .text("messages") {
                let count = Int(clamping: $0.contents.messages)
                return Text(count, one: "1 message", other: "\(count) messages")
            },
            .text("members") { Text($0.contents.members, one: "1 member", other: "\($0.contents.members) members") },
            .text("files") {
                $0.contents.files == 0
                    ? nil : Text($0.contents.files, one: "1 file", other: "\($0.contents.files) files")
            },
            .text("bytes") { ByteCount.text($0.contents.bytes) },
        ]
    }

    let title: RoomTitle
    let contents: RoomContents
}
