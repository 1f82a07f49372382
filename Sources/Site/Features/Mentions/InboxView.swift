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
            .flag("isModerator", \.isModerator),
        ]
    }

    private let mentions: [InboxRow]
    /// The newest entry on the page, if there is something unread.
    private let newest: Mention.ID?
    private let nextPath: String?
    private let isFirst: Bool
    private let isModerator: Bool

    init(_ page: MentionPage, isFirst: Bool, isModerator: Bool, zone: TimeZoneName?) {
        mentions = page.mentions.map { InboxRow($0, zone: zone) }
        newest = page.mentions.contains { !$0.isRead } ? page.mentions.first?.id : nil
        nextPath = page.next.map { "\(paths.mentions())?before=\($0)" }
        (self.isFirst, self.isModerator) = (isFirst, isModerator)
    }
}

/// An entry of the inbox.
struct InboxRow: View {
    static let template = "mention.html"
    static var fields: [Field<Self>] {
        [
            .text("kind", \.mention.kind.text),
            .flag("isUnread") { !$0.mention.isRead },
            .flag("isWarning") { $0.mention.kind == .warning },
            .part("origin", \.origin),
            .flag("isDeleted", \.mention.message.isDeleted),
            .text("excerpt", \.excerpt),
        ]
    }

    /// Characters of the message that are shown.
    private static let length = 160

    private let mention: Mention
    private let origin: MessageOrigin
    private let excerpt: Text

    init(_ mention: Mention, zone: TimeZoneName?) {
        self.mention = mention
        origin = MessageOrigin(
            mention.message.author, in: mention.room, mention.message.number, at: mention.at, zone: zone,
            unreadable: mention.isRoomReadable ? nil : Text("A room that you are not in any more"))
        excerpt = Text(beginningOf: mention.message.text, limit: Self.length)
    }
}

extension Mention.Kind {
    fileprivate var text: Text {
        switch self {
        case .mention: Text("Mention")
        case .reply: Text("Reply")
        case .warning: Text("A moderator warns you about this message")
        }
    }
}
