import ArgumentParser
import Conversation

struct ListRooms: SiteCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List open and closed rooms.",
        discussion: "MESSAGES counts the places of deleted messages, too.")

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite) async throws -> [String] {
        var (rooms, last) = ([Room](), Room.ID(0))
        while true {
            let page = try await site.conversation.rooms.all(after: last, by: Operator())
            rooms += page
            guard page.count == RoomService.pageLimit, let room = page.last else { break }
            last = room.id
        }
        guard !rooms.isEmpty else { return ["No rooms."] }
        return TextTable.lines([Self.head] + rooms.map(Self.row))
    }

    private static let head = [
        "ROOM", "KIND", "STATE", "SINCE", "MEMBERS", "MESSAGES", "LAST MESSAGE", "KEPT", "NAME",
    ]

    private static func row(_ room: Room) -> [String] {
        [
            String(room.id), room.kind.rawValue, room.isArchived ? "archived" : "active", room.createdAt.day,
            String(room.memberCount), String(room.lastNumber - room.firstNumber + 1),
            room.lastMessageAt?.inWords ?? "none", kept(room.retention), room.name,
        ]
    }

    private static func kept(_ retention: Room.Retention) -> String {
        switch retention {
        case .site: "default"
        case .forever: "forever"
        case .days(let days): days.counted("day")
        }
    }
}
