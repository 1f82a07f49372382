import Conversation
import HTTP

/// What was begun in the composer.
struct Draft: Sendable {
    var body = ""
    /// The message that it replies to.
    var reply: Int64?
    var waiting: [Attachment.ID] = []
    var key = MessageKey()

    var isEmpty: Bool { body.isEmpty && reply == nil && waiting.isEmpty }
}

extension Draft {
    /// What was sent, to be shown again.
    init(_ form: MessageForm) {
        self.init(body: form.body, reply: form.reply, waiting: form.waiting, key: form.key)
    }
}

/// The composer in its frame.
struct ComposeView: View {
    static let template = "compose.html"
    static var fields: [Field<Self>] {
        [
            .text("action", \.action),
            .flag("isLong", \.isLong),
            .text("editable") { $0.editable.map(String.init) },
            .flag("canEditRepliedTo", \.canEditRepliedTo),
        ] + Composer.fields.map { $0.of { try $1($0.composer) } }
    }

    private let composer: Composer
    private let action: String
    /// Whether the field takes several lines. In one of a single line, the enter key sends.
    private let isLong: Bool
    /// The message that can be edited from here; nil for none.
    var editable: Int64?
    /// Whether that is the one that is replied to.
    var canEditRepliedTo = false

    init(_ composer: Composer, in room: Room, for request: Request, isLong: Bool) {
        self.composer = composer
        self.isLong = isLong
        action = ComposePage.path(in: room, for: request)
    }
}
