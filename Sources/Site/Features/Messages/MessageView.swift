import Accounts
import Conversation
import Foundation
import Markup

/// A message on a page.
struct MessageView: View {
    static let template = "message.html"
    static var fields: [Field<Self>] { place + content + reactionFields }

    private static var place: [Field<Self>] {
        [
            .text("number") { String($0.message.number) },
            .text("path", \.path),
            .text("day") { $0.startsDay ? $0.time.day : nil },
            .text("dayISO", \.time.isoDay),
            .flag("isFirstUnread", \.isFirstUnread),
            .flag("isContinued", \.isContinued),
            .flag("isStandalone", \.isStandalone),
            .text("clock", \.time.clock),
            .text("full", \.time.full),
            .text("iso", \.time.iso),
        ]
    }

    private static var content: [Field<Self>] {
        [
            .part("avatar", \.avatar),
            .text("author") { Text(author: $0.message.author) },
            .text("username") { $0.message.author?.username },
            .text("authorPath", \.authorPath),
            .flag("isApp") { $0.message.author?.isApp ?? false },
            .part("quote", \.quote),
            .parts("files", \.files),
            .html("body", if: \.hasBody) { $0.writer.write($0.text, to: &$1) },
            .flag("isDeleted", \.message.isDeleted),
            .flag("isEdited") { $0.message.editedAt != nil && !$0.message.isDeleted },
            .flag("isPinned") { $0.message.pinnedAt != nil },
            .flag("isFolded", \.isFolded),
        ]
    }

    private static var reactionFields: [Field<Self>] {
        [
            .parts("reactions", \.reactions),
            .text("reactPath") { $0.canReact ? $0.reactPath : nil },
            .part("receipt") { message in message.receipt.map { ReceiptView(receipt: $0) } },
        ]
    }

    /// Messages of one person within this time stand under one name, in seconds.
    private static let groupingInterval: TimeInterval = 5 * 60

    /// What all messages of a page have in common.
    struct Context {
        let isMember: Bool
        let isArchived: Bool
        let title: RoomTitle
        let own: OwnMarks
        let firstUnread: Int64?
        /// Of messages of the reader's own, in a direct conversation.
        var receipts: [Int64: Receipt] = [:]
        let isStandalone: Bool
        /// Whether people see it of whom nothing is known.
        let isShared: Bool
        let zone: TimeZoneName?
        let writer: MarkupWriter
        /// What the paths of all messages begin with.
        let messagesPath: String
    }

    private let message: Message
    /// Nil when the account is no more, and for a message that stands under the name of the one above.
    private let avatar: AvatarView?
    private let authorPath: String?
    private let path: String
    private let text: RenderedMarkup
    private let writer: MarkupWriter
    private let title: RoomTitle
    private let time: Timestamp
    private let ownReactions: Set<Emoji>
    private let receipt: Receipt?
    private let isShared: Bool
    private let isMember: Bool
    private let canReact: Bool
    private let isFolded: Bool
    private let isFirstUnread: Bool
    private let isStandalone: Bool
    private let startsDay: Bool
    /// Whether it stands under the name of the message above.
    private let isContinued: Bool

    /// - Parameters:
    ///   - text: what the message says.
    ///   - previous: the message above; nil for the first on the page.
    init(_ message: Message, _ text: RenderedMarkup, after previous: Message?, _ context: Context) {
        self.message = message
        self.text = text
        writer = context.writer
        title = context.title
        time = Timestamp(message.createdAt, in: context.zone)
        isShared = context.isShared
        ownReactions = context.own.reactions[message.number] ?? []
        receipt = context.receipts.isEmpty ? nil : context.receipts[message.number]
        isMember = context.isMember
        canReact = isMember && !context.isArchived && !message.isDeleted
        isFolded = !message.isDeleted && message.author.map { context.own.blocked.contains($0.id) } ?? false
        isFirstUnread = context.firstUnread == message.number
        isStandalone = context.isStandalone
        let before = previous.map { Timestamp($0.createdAt, in: context.zone) }
        startsDay = !isStandalone && before?.dayNumber != time.dayNumber
        isContinued =
            !isStandalone && !startsDay && !isFirstUnread && message.reply == nil && message.author != nil
            && previous.map { message.continues($0, within: Self.groupingInterval) } ?? false
        let author = isContinued ? nil : message.author
        avatar = author.map { AvatarView(of: $0, .small) }
        authorPath = author?.path
        path = "\(context.messagesPath)/\(message.number)"
    }

    private var hasBody: Bool { !message.isDeleted && !message.text.isEmpty }
    private var reactPath: String { paths.reactToMessage(title.reference, MessageNumber(message.number)) }
    private var quote: QuoteView? { message.reply.map { QuoteView($0, in: title) } }

    private var files: [AttachmentView] {
        message.attachments.map { AttachmentView(attachment: $0, isReadable: isMember) }
    }

    private var reactions: [ReactionView] {
        message.reactions.map {
            ReactionView(
                reaction: $0, isOwn: isShared ? nil : ownReactions.contains($0.emoji), canReact: canReact)
        }
    }
}

extension Message {
    fileprivate func continues(_ previous: Message, within interval: TimeInterval) -> Bool {
        author?.id == previous.author?.id && !isDeleted && !previous.isDeleted
            && createdAt.timeIntervalSince(previous.createdAt) < interval
    }
}

/// The beginning of the message that another one answers.
struct QuoteView: View {
    static let template = "quote.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.path),
            .text("author", \.author),
            .text("excerpt", \.excerpt),
        ]
    }

    private static let length = 120

    private let path: String
    private let author: Text?
    private let excerpt: Text

    init(_ reply: Message.Reply, in title: RoomTitle) {
        path = title.path(at: reply.number)
        author = reply.excerpt.map { Text(author: $0.author) }
        excerpt =
            switch reply.excerpt {
            case nil: Text("A message that is no longer kept")
            case let excerpt? where excerpt.isDeleted: Text("This message was deleted.")
            case let excerpt?: Text(beginningOf: excerpt.text, limit: Self.length)
            }
    }
}

extension Text {
    /// The beginning of a message as plain text. A message without a text has files.
    init(beginningOf text: String, limit: Int) {
        self = text.isEmpty ? Text("A file") : Text(verbatim: Markup.parse(text).preview(limit: limit))
    }
}

/// A reaction with the number of people who chose it.
struct ReactionView: View {
    static let template = "reaction.html"
    static var fields: [Field<Self>] {
        [
            .text("emoji", \.reaction.emoji.text),
            .text("count") { String($0.reaction.count) },
            .flag("isOwn") { $0.isOwn ?? false },
            .flag("isOwnKnown") { $0.isOwn != nil },
            .flag("canReact", \.canReact),
        ]
    }

    let reaction: Message.Reaction
    /// Nil where several people see it.
    let isOwn: Bool?
    /// Whether the person may add theirs, or take it away.
    let canReact: Bool
}
