import Accounts
import Conversation
import Foundation

/// A class, as `MessageView` is: a page asks it for some forty fields.
final class RoomView: View {
    static let template = "room.html"
    static var fields: [Field<RoomView>] { RoomHead.fields.map { $0.of { try $1($0.head) } } + stream }

    private static var stream: [Field<RoomView>] {
        [
            .parts("rooms", \.rooms),
            .parts("messages", \.messages),
            .text("olderPath", \.olderPath),
            .text("newerPath", \.newerPath),
            .text("newestPath") {
                $0.newerPath == nil ? nil : "\($0.head.title.path)?before=\($0.head.room.lastNumber + 1)"
            },
            .text("returnPath", \.returnPath),
            .part("composer", \.composer),
        ]
    }

    private let head: RoomHead
    private let rooms: [RoomRow]
    private let messages: [MessageView]
    private let olderPath: String?
    private let newerPath: String?
    /// Leads from a place in the room to where new messages come in; nil there.
    private let returnPath: String?
    /// Nil for somebody who only looks in, and in an archived room.
    private let composer: Composer?

    /// - Parameters:
    ///   - rooms: the person's rooms, which stand beside the messages on wide screens.
    ///   - isPlace: whether somebody went to a place in the room.
    init(
        _ page: MessagePage, _ title: RoomTitle, messages: [MessageView], rooms: [JoinedRoom], composer: Composer,
        isPlace: Bool = false
    ) {
        returnPath = isPlace ? title.path : nil
        head = RoomHead(page.access, title)
        self.messages = messages
        self.rooms = rooms.shown(current: page.access.room.id).map { RoomRow($0, current: page.access.room.id) }
        olderPath = page.hasOlder ? page.messages.first.map { "\(title.path)?before=\($0.number)" } : nil
        newerPath = page.hasNewer ? page.messages.last.map { "\(title.path)?after=\($0.number)" } : nil
        self.composer = head.canWrite ? composer : nil
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
