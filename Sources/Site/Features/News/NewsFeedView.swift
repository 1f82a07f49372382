import Accounts
import Conversation
import Foundation

struct NewsFeedView: View {
    static let template = "news.xml"
    static var fields: [Field<Self>] {
        [
            .text("language", \.language),
            .text("id") { "\($0.origin)/feeds/of/\($0.owner.username.text)" },
            .text("base") { "\($0.origin)/" },
            .text("site", \.site),
            .text("owner", \.owner.nickname.text),
            .text("updated", \.updated.iso),
            .text("roomsPath") { $0.origin + paths.rooms() },
            .parts("entries", \.entries),
        ]
    }

    private let owner: User
    private let origin: String
    private let site: String
    private let updated: Timestamp
    private let entries: [NewsEntryView]
    private var language: String? { owner.preferences.language?.rawValue }

    init(of owner: User, _ news: some Sequence<(NewsItem, HTML)>, at origin: String, site: String) {
        (self.owner, self.origin, self.site) = (owner, origin, site)
        entries = news.map { NewsEntryView($0, $1, at: origin) }
        updated = Timestamp(entries.map(\.updatedAt).max() ?? owner.createdAt)
    }
}

/// An entry of the feed: a message.
struct NewsEntryView: View {
    static let template = "news-entry.xml"
    static var fields: [Field<Self>] {
        [
            .text("id") { "\($0.origin)/rooms/\($0.item.room.id)/messages/\($0.item.message.number)" },
            .text("title", \.title),
            .text("author") { Text(author: $0.item.message.author) },
            .text("published") { Timestamp($0.item.message.createdAt).iso },
            .text("updated") { Timestamp($0.updatedAt).iso },
            .text("address") { $0.origin + $0.room.path(at: $0.item.message.number) },
            .text("body", \.body.text),
        ]
    }

    private let item: NewsItem
    /// The text, and the names of the files.
    private var body: HTML
    private let origin: String
    private let room: RoomTitle

    init(_ item: NewsItem, _ body: HTML, at origin: String) {
        (self.item, self.body, self.origin) = (item, body, origin)
        room = RoomTitle(item.room)
        for file in item.message.attachments {
            self.body.append(literal: "<p>")
            self.body.append(escaping: file.name)
            self.body.append(literal: "</p>")
        }
    }

    var updatedAt: Date { item.message.editedAt ?? item.message.createdAt }

    private var title: Text {
        guard let author = item.message.author?.nickname else { return room.text }
        return switch item.reason {
        case _ where room.isDirect: Text("\(author) writes to you")
        case .room: Text("\(author) in \(item.room.name)")
        case .mention: Text("\(author) mentions you in \(item.room.name)")
        case .reply: Text("\(author) answers you in \(item.room.name)")
        }
    }
}
