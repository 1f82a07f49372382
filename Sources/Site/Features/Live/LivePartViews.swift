import Accounts
import Conversation
import Live

/// A message in a live page.
struct LiveMessageView: View {
    static let template = "live-message.html"
    static var fields: [Field<Self>] {
        MessageView.fields.map { $0.of { try $1($0.message) } } + [.text("replyPath", \.replyPath)]
    }

    let message: MessageView
    /// Where it is answered; nil for those who cannot.
    let replyPath: String?
}

/// The reactions to a message in a live page.
struct LiveReactionsView: View {
    static let template = "live-reactions.html"
    static var fields: [Field<Self>] {
        MessageView.fields.map { $0.of { try $1($0.message) } } + [.text("actPath") { paths.liveReaction($0.room) }]
    }

    let message: MessageView
    let room: RoomReference
}

/// Who has the room open.
struct LivePresenceView: View {
    static let template = "live-presence.html"
    static var fields: [Field<Self>] { [.text("people", \.text)] }

    /// Names that are shown.
    private static let limit = 8

    let people: PresentPeople

    private var text: Text {
        let names = people.named.prefix(Self.limit).map(\.nickname).joined(separator: ", ")
        let more = people.count - Self.limit
        return more > 0
            ? Text(more, one: "Here now: \(names) and 1 more", other: "Here now: \(names) and \(more) more")
            : Text("Here now: \(names)")
    }
}

/// Who is writing a message. Only programs can tell so.
struct LiveTypingView: View {
    static let template = "live-typing.html"
    static var fields: [Field<Self>] { [.text("people", \.text), .text("writer", \.writer)] }

    let people: [PresentPerson]

    /// The only one who is writing. Their own pages do not tell them (``OwnStyle``).
    private var writer: String? { people.count == 1 ? people[0].username : nil }

    /// Nil when nobody is.
    private var text: Text? {
        switch people.count {
        case 0: nil
        case 1: Text("\(people[0].nickname) is writing…")
        case 2: Text("\(people[0].nickname) and \(people[1].nickname) are writing…")
        default: Text("Several people are writing…")
        }
    }
}

/// How far the person's own messages have got, up to one of them.
struct LiveReceiptView: View {
    static let template = "live-receipt.html"
    static var fields: [Field<Self>] {
        [
            .text("group", \.stage.rawValue),
            .text("number") { $0.number.map(String.init) },
        ] + ReceiptView.fields.map { $0.of { try $1($0.view) } }
    }

    let stage: Receipt.Stage
    /// The message that it stands under; nil for none.
    let number: Int64?
    let view: ReceiptView

    init(stage: Receipt.Stage, number: Int64?, receipt: Receipt?) {
        (self.stage, self.number) = (stage, number)
        view = ReceiptView(receipt: receipt)
    }
}

/// Shows itself when nothing has come for a while, and so must always be followed by another one.
struct LiveBeatView: View {
    static let template = "live-beat.html"
    static var fields: [Field<Self>] { [.text("reconnectPath", \.reconnectPath)] }

    let reconnectPath: String
}

/// A person's rooms beside the messages of one of them.
struct LiveRoomsView: View {
    static let template = "live-rooms.html"
    static var fields: [Field<Self>] { [.parts("rooms", \.rooms)] }

    let rooms: [RoomRow]
}

/// Something about what a person did, for them alone.
struct LiveNoticeView: View {
    static let template = "live-notice.html"
    static var fields: [Field<Self>] { [.text("text", \.text)] }

    let text: Text
}
