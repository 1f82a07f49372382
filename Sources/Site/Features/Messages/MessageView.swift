import Accounts
import Conversation
import Foundation
import Markup

/// A message on a page.
///
/// It is a class because a page asks each of its messages for some forty fields.
final class MessageView: View {
    static let template = "message.html"
    static var fields: [Field<MessageView>] { place + content + reactionFields }

    private static var place: [Field<MessageView>] {
        [
            .text("number") { String($0.message.number) },
            .text("path", \.path),
            .text("day") { $0.startsDay ? $0.time.day : nil },
            .text("dayISO", \.time.isoDay),
            .flag("isFirstUnread", \.isFirstUnread),
            .flag("isContinued", \.isContinued),
            .flag("isStandalone", \.context.isStandalone),
            .text("clock", \.time.clock),
            .text("full", \.time.full),
            .text("iso", \.time.iso),
        ]
    }

    private static var content: [Field<MessageView>] {
        [
            .part("avatar", \.author?.avatar),
            .text("author") { Text(author: $0.message.author) },
            .text("handle", \.author?.handle),
            .text("authorPath", \.author?.path),
            .flag("isApp") { $0.message.author?.isApp ?? false },
            .part("quote", \.quote),
            .parts("files", \.files),
            .html("body", if: \.hasBody) { $0.context.writer.write($0.text, to: &$1) },
            .flag("isDeleted", \.message.isDeleted),
            .flag("isEdited") { $0.message.editedAt != nil && !$0.message.isDeleted },
            .flag("isPinned") { $0.message.pinnedAt != nil },
            .flag("isFolded", \.isFolded),
        ]
    }

    private static var reactionFields: [Field<MessageView>] {
        [
            .parts("reactions", \.reactions),
            .text("reactPath") { $0.canReact ? $0.reactPath : nil },
            .part("receipt") { message in message.receipt.map { ReceiptView(receipt: $0) } },
        ]
    }

    /// Messages of one person within this time stand under one name, in seconds.
    private static let groupingInterval: TimeInterval = 5 * 60

    /// What all messages of a page have in common.
    final class Context: Sendable {
        let isMember: Bool
        let isArchived: Bool
        let title: RoomTitle
        /// Those of all messages.
        let authors: [User.ID: MessageAuthor]
        let own: OwnMarks
        let firstUnread: Int64?
        /// Of messages of the reader's own, in a direct conversation.
        let receipts: [Int64: Receipt]
        let isStandalone: Bool
        /// Whether people see it of whom nothing is known.
        let isShared: Bool
        let zone: TimeZoneName?
        let writer: MarkupWriter
        /// What the paths of all messages begin with.
        let messagesPath: String

        init(
            isMember: Bool, isArchived: Bool, title: RoomTitle, authors: [User.ID: MessageAuthor], own: OwnMarks,
            firstUnread: Int64?, receipts: [Int64: Receipt] = [:], isStandalone: Bool = false,
            isShared: Bool = false, zone: TimeZoneName?, writer: MarkupWriter
        ) {
            (self.isMember, self.isArchived, self.title) = (isMember, isArchived, title)
            (self.authors, self.own) = (authors, own)
            (self.firstUnread, self.receipts) = (firstUnread, receipts)
            (self.isStandalone, self.isShared) = (isStandalone, isShared)
            (self.zone, self.writer) = (zone, writer)
            messagesPath = paths.postMessage(title.reference)
        }
    }

    private let context: Context
    private let message: Message
    private let text: RenderedMarkup
    private let time: Timestamp
    /// Nil once the account is deleted, and for a message that stands under the name of the one above.
    private let author: MessageAuthor?
    private let path: String
    private let quote: QuoteView?
    private let files: [AttachmentView]
    private let reactions: [ReactionView]
    private let canReact: Bool
    private let startsDay: Bool
    /// Whether it stands under the name of the message above.
    private let isContinued: Bool

    /// - Parameters:
    ///   - text: what the message says.
    ///   - previous: the message above; nil for the first on the page.
    init(_ message: Message, _ text: RenderedMarkup, after previous: Message?, _ context: Context) {
        self.context = context
        self.message = message
        self.text = text
        time = Timestamp(message.createdAt, in: context.zone)
        canReact = context.isMember && !context.isArchived && !message.isDeleted
        let before = previous.map { Timestamp($0.createdAt, in: context.zone) }
        startsDay = !context.isStandalone && before?.dayNumber != time.dayNumber
        isContinued =
            !context.isStandalone && !startsDay && context.firstUnread != message.number && message.reply == nil
            && message.author != nil
            && previous.map { message.continues($0, within: Self.groupingInterval) } ?? false
        author = isContinued ? nil : message.author.flatMap { context.authors[$0.id] }
        path = "\(context.messagesPath)/\(message.number)"
        quote = message.reply.map { QuoteView($0, in: context.title, blocked: context.own.blocked) }
        files = message.attachments.map { AttachmentView(attachment: $0, isReadable: context.isMember) }
        reactions = Self.reactions(to: message, canReact: canReact, context)
    }

    private static func reactions(to message: Message, canReact: Bool, _ context: Context) -> [ReactionView] {
        guard !message.reactions.isEmpty else { return [] }
        let own = context.own.reactions[message.number] ?? []
        return message.reactions.map {
            ReactionView(reaction: $0, isOwn: context.isShared ? nil : own.contains($0.emoji), canReact: canReact)
        }
    }

    private var hasBody: Bool { !message.isDeleted && !message.text.isEmpty }
    private var reactPath: String { paths.reactToMessage(context.title.reference, MessageNumber(message.number)) }
    private var receipt: Receipt? { context.receipts.isEmpty ? nil : context.receipts[message.number] }
    private var isFirstUnread: Bool { context.firstUnread == message.number }
    private var isFolded: Bool {
        !message.isDeleted && context.own.blocked.contains(author: message.author)
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

    /// - Parameter blocked: people whose messages are folded.
    init(_ reply: Message.Reply, in title: RoomTitle, blocked: Set<User.ID> = []) {
        path = title.path(at: reply.number)
        let isFolded = blocked.contains(author: reply.excerpt?.author)
        author = isFolded ? nil : reply.excerpt.map { Text(author: $0.author) }
        excerpt =
            switch reply.excerpt {
            case nil: Text("A message that is no longer kept")
            case _? where isFolded: Text("A message of somebody you have blocked")
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

extension Message.Reaction {
    /// The people who chose it.
    var names: Text { Text(listing: people.map(\.nickname), of: count) }
}

/// A reaction with the number of people who chose it, and their names.
struct ReactionView: View {
    static let template = "reaction.html"
    static var fields: [Field<Self>] {
        [
            .text("emoji", \.reaction.emoji.text),
            .text("count") { String($0.reaction.count) },
            .flag("isOwn") { $0.isOwn ?? false },
            .flag("isOwnKnown") { $0.isOwn != nil },
            .text("by") { $0.reaction.people.map(\.username).joined(separator: " ") },
            .text("names", \.reaction.names),
            .flag("canReact", \.canReact),
        ]
    }

    let reaction: Message.Reaction
    /// Nil where several people see it.
    let isOwn: Bool?
    /// Whether the person may add theirs, or take it away.
    let canReact: Bool
}
