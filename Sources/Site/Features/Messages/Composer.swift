import Conversation

/// The form in which a message is written.
struct Composer: View {
    static let template = "composer.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.path),
            .text("key", \.key.encoded),
            .text("body", \.body),
            .problem("error", with: { _ in "body" }, \.problem),
            .text("reply") { $0.reply.map(String.init) },
            .part("quote", \.quote),
            .parts("waiting", \.waiting),
            .text("label", \.label),
        ]
    }

    private let path: String
    private let label: Text
    private let key: MessageKey
    private let body: String
    private let problem: Text?
    private let reply: Int64?
    private let quote: QuoteView?
    private let waiting: [WaitingFileView]

    /// - Parameters:
    ///   - message: the one that is replied to.
    ///   - draft: what is in the field.
    ///   - problem: what is wrong with what was sent.
    ///   - waiting: files that were sent with it, and need not be sent again.
    init(
        in title: RoomTitle, replyingTo message: Message? = nil, draft: String = "", key: MessageKey = MessageKey(),
        problem: Text? = nil, waiting: [Attachment] = []
    ) {
        path = paths.postMessage(title.reference)
        label = message == nil ? Text("Write a message") : Text("Write a reply")
        body = draft
        (self.key, self.problem) = (key, problem)
        reply = message?.number
        quote = message.map { QuoteView(Message.Reply(quoting: $0), in: title) }
        self.waiting = waiting.map(WaitingFileView.init)
    }
}

/// A file that is sent with the message, unless its box is cleared.
struct WaitingFileView: View {
    static let template = "waiting-file.html"
    static var fields: [Field<Self>] {
        [
            .text("id") { String($0.file.id) },
            .text("name", \.file.name),
            .text("size") { ByteCount.text($0.file.bytes) },
        ]
    }

    let file: Attachment
}
