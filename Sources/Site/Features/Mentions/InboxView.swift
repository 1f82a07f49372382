import Accounts
import Conversation
import Foundation
import Markup

struct InboxView: View {
    static let template = "mentions.html"
    static var fields: [Field<Self>] {
        [
            .parts("mentions", \.mentions),
            .text("newest") { $0.newest.map(String.init) },
            .text("nextPath", \.nextPath),
            .flag("isFirst", \.isFirst),
            .text("reports", \.reports),
        ]
    }

    private let mentions: [InboxRow]
    /// The newest entry on the page, if there is something unread.
    private let newest: Mention.ID?
    private let nextPath: String?
    private let isFirst: Bool
    private let reports: Text?

    /// - Parameter reports: what there is to look at; nil for somebody who moderates nothing.
    init(_ page: MentionPage, isFirst: Bool, reports: Text?, zone: TimeZoneName?) {
        mentions = page.mentions.map { InboxRow($0, blocked: page.blocked, zone: zone) }
        newest = page.mentions.contains { !$0.isRead } ? page.mentions.first?.id : nil
        nextPath = page.next.map { "\(paths.mentions())?before=\($0)" }
        (self.isFirst, self.reports) = (isFirst, reports)
    }
}

/// An entry of the inbox.
struct InboxRow: View {
    static let template = "mention.html"
    static var fields: [Field<Self>] {
        [
            .text("kind", \.mention.kind.text),
            .flag("isUnread") { !$0.mention.isRead },
            .flag("isAlarm") { [.warning, .webhook].contains($0.mention.kind) },
            .part("origin", \.origin),
            .flag("isFolded", \.isFolded),
            .flag("isDeleted") { $0.mention.message?.isDeleted ?? false },
            .text("excerpt", \.excerpt),
            .text("webhook", \.mention.webhook),
            .text("failures") { Text(failuresOfDisabledWebhook: $0.mention.webhookFailures ?? 0) },
            .text("webhooksPath") { paths.outgoingHooks($0.room.reference) },
            .text("room", \.room.text),
            .text("roomPath", \.room.path),
            .text("when", \.when.full),
            .text("whenISO", \.when.iso),
        ]
    }

    /// Characters of the message that are shown.
    private static let length = 160

    private let mention: Mention
    private let isFolded: Bool
    private let room: RoomTitle
    private let when: Timestamp
    /// Both are nil for a webhook.
    private let origin: MessageOrigin?
    private let excerpt: Text?

    init(_ mention: Mention, blocked: Set<User.ID>, zone: TimeZoneName?) {
        self.mention = mention
        isFolded = blocked.contains(author: mention.message?.author)
        room = RoomTitle(mention.room)
        when = Timestamp(mention.at, in: zone)
        origin = mention.message.map { message in
            MessageOrigin(
                message.author, in: mention.room, message.number, at: mention.at, zone: zone,
                unreadable: mention.isRoomReadable ? nil : Text("A room that you are not in any more"))
        }
        excerpt = mention.message.map { Text(beginningOf: $0.text, limit: Self.length) }
    }
}

extension Mention.Kind {
    fileprivate var text: Text {
        switch self {
        case .mention: Text("Mention")
        case .reply: Text("Reply to you")
        case .warning: Text("A moderator warns you about this message")
        case .webhook: Text("A webhook was turned off")
        }
    }
}
