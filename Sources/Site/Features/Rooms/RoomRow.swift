import Accounts
import Conversation
import Foundation

/// A room in a person's list of rooms.
struct RoomRow: View {
    static let template = "room-row.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.path),
            .text("title", \.title.text),
            .part("avatar", \.avatar),
            .text("unread") { $0.unread > 0 ? $0.unreadText : nil },
            .text("unreadWords", \.unreadWords),
            .text("mentions") { $0.mentions > 0 ? String($0.mentions) : nil },
            .text("mentionWords", \.mentionWords),
            .text("excerpt", \.excerpt),
            .text("author", \.author),
            .text("when", \.when?.text),
            .text("whenISO") { $0.lastAt.map { Timestamp($0).iso } },
            .flag("current", \.isCurrent),
            .flag("archived", \.isArchived),
            .flag("closed", \.isClosed),
        ]
    }

    /// Counts above this are shown as "99+".
    private static let shownLimit = 99
    private static let excerptLength = 90

    let title: RoomTitle
    let unread: Int64
    let mentions: Int
    let isCurrent: Bool
    let isArchived: Bool
    let isClosed: Bool
    let isDirect: Bool
    private let avatar: AvatarView?
    private let author: String?
    private let excerpt: Text?
    private let lastAt: Date?
    private let when: RelativeTime?

    /// A room with unread messages opens at the first of them.
    private var path: String { unread > 0 ? title.path + "#unread" : title.path }
    private var unreadText: String { unread > Self.shownLimit ? "\(Self.shownLimit)+" : String(unread) }
    private var unreadWords: Text {
        Text(Int(clamping: unread), one: "1 unread message", other: "\(unread) unread messages")
    }
    private var mentionWords: Text { Text(mentions, one: "1 mention", other: "\(mentions) mentions") }

    /// A row without the last message.
    ///
    /// - Parameter current: the room whose page it is on.
    init(_ room: JoinedRoom, current: Room.ID? = nil) {
        self.init(room, current: current, last: nil, at: nil, now: nil)
    }

    init(_ entry: RoomListEntry, now: Date) {
        let last = entry.lastMessage
        self.init(
            entry.joined, current: nil, last: last, isFolded: entry.isLastFolded,
            at: last.flatMap { _ in entry.room.lastMessageAt }, now: now)
    }

    private init(
        _ room: JoinedRoom, current: Room.ID?, last: Excerpt?, isFolded: Bool = false, at: Date?, now: Date?
    ) {
        title = RoomTitle(room.summary)
        unread = room.counted
        mentions = room.mentionCount
        isCurrent = room.id == current
        isArchived = room.isArchived
        isClosed = room.summary.kind == .closed
        isDirect = room.summary.kind == .direct
        avatar = isDirect ? room.summary.people.first.map { AvatarView(of: $0, .small) } : nil
        author = isFolded || last?.isDeleted == true ? nil : last?.author?.nickname
        excerpt = last.map {
            if $0.isDeleted { return Text("This message was deleted.") }
            return isFolded
                ? Text("A message of somebody you have blocked")
                : Text(beginningOf: $0.text, limit: Self.excerptLength)
        }
        lastAt = at
        when = now.flatMap { now in at.map { Timestamp($0).relative(to: now) } }
    }
}

extension [JoinedRoom] {
    /// Those that a list shows, in its order; a hidden room only where it is the current one.
    func shown(current: Room.ID? = nil) -> [JoinedRoom] {
        filter { $0.level != .hidden || $0.id == current }
    }
}
