import Accounts
import Conversation
import Foundation

struct RoomView: View {
    static let template = "room.html"
    static var fields: [Field<Self>] { head + stream + actions }

    private static var head: [Field<Self>] {
        [
            .text("title", \.title.text),
            .text("path", \.title.path),
            .text("description") { $0.room.description },
            .flag("closed") { $0.room.kind == .closed },
            .flag("direct") { $0.room.kind == .direct },
            .flag("archived") { $0.room.isArchived },
            .text("members") { Text($0.room.memberCount, one: "1 member", other: "\($0.room.memberCount) members") },
            .parts("rooms", \.rooms),
        ]
    }

    private static var stream: [Field<Self>] {
        [
            .parts("messages", \.messages),
            .text("olderPath", \.olderPath),
            .text("newerPath", \.newerPath),
            .text("newestPath") { $0.newerPath == nil ? nil : "\($0.title.path)?before=\($0.room.lastNumber + 1)" },
            .part("composer", \.composer),
        ]
    }

    private static var actions: [Field<Self>] {
        [
            .flag("isMember") { $0.access.membership != nil },
            .flag("canManage") { $0.access.canManage },
            .flag("canLeave") { $0.room.kind != .direct && !$0.room.includesEveryone },
            .text("joinPath") { $0.canJoin ? paths.joinRoom($0.title.reference) : nil },
            .text("leavePath") { paths.leaveRoom($0.title.reference) },
            .text("levelPath") { paths.roomLevel($0.title.reference) },
            .text("membersPath") { paths.members($0.title.reference) },
            .text("pinsPath") { paths.pins($0.title.reference) },
            .text("filesPath") { $0.access.membership == nil ? nil : paths.roomFiles($0.title.reference) },
            .text("settingsPath") { paths.roomSettings($0.title.reference) },
            .part("level") { $0.access.membership.map { SelectField.level($0.level) } },
        ]
    }

    private let access: RoomAccess
    private let title: RoomTitle
    private let rooms: [RoomRow]
    private let messages: [MessageView]
    private let olderPath: String?
    private let newerPath: String?
    /// Nil for somebody who only looks in, and in an archived room.
    private let composer: Composer?

    private var room: Room { access.room }
    private var canJoin: Bool { access.membership == nil && !room.isArchived }

    /// - Parameter rooms: the person's rooms, which stand beside the messages on wide screens.
    init(
        _ page: MessagePage, _ title: RoomTitle, messages: [MessageView], rooms: [RoomListEntry], composer: Composer
    ) {
        access = page.access
        self.title = title
        self.messages = messages
        self.rooms = rooms.shown(current: page.access.room.id).map { RoomRow($0, current: page.access.room.id) }
        olderPath = page.hasOlder ? page.messages.first.map { "\(title.path)?before=\($0.number)" } : nil
        newerPath = page.hasNewer ? page.messages.last.map { "\(title.path)?after=\($0.number)" } : nil
        let canWrite = page.access.membership != nil && !page.access.room.isArchived
        self.composer = canWrite ? composer : nil
    }
}

extension SelectField {
    static func level(_ chosen: Membership.Level) -> SelectField {
        SelectField(
            name: "level", label: Text("Tell me about"),
            options: Membership.Level.allCases.map {
                Option(value: $0.rawValue, label: $0.name, isSelected: $0 == chosen)
            })
    }
}

extension Membership.Level {
    fileprivate var name: Text {
        switch self {
        case .everything: Text("every message")
        case .mentions: Text("mentions of me")
        case .nothing: Text("nothing")
        case .hidden: Text("nothing, and hide the room")
        }
    }
}
