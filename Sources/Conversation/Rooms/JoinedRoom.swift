import Accounts
import Foundation
import Storage

/// A room that a person is in, as a short list beside a page shows it: without the room's settings and its newest message,
/// which take longer to read than everything else on the page.
public struct JoinedRoom: Identifiable, Hashable, Sendable {
    public fileprivate(set) var summary: RoomSummary
    public let isArchived: Bool
    public let level: Membership.Level
    /// Whether the person is its owner or a moderator.
    public let isModerator: Bool
    /// Messages that the person has not seen.
    public let unread: Int64
    /// Mentions, replies and warnings that they have not seen.
    public let mentionCount: Int
    /// What they have not seen of what only the inbox shows.
    fileprivate let noticeCount: Int

    public var id: Room.ID { summary.id }
    /// What the person wants to be told of.
    public var counted: Int64 {
        switch level {
        case .everything: unread
        case .mentions: Int64(mentionCount)
        case .nothing, .hidden: 0
        }
    }
}

extension [JoinedRoom] {
    /// How many entries of the inbox the person has not seen, of all their rooms.
    public var unreadMentions: Int {
        // As `MentionStore.unread` counts them.
        lazy.filter { $0.level == .everything || $0.level == .mentions }.reduce(0) {
            $0 + $1.mentionCount + $1.noticeCount
        }
    }
}

extension RoomListEntry {
    /// The same room in a short list.
    public var joined: JoinedRoom {
        JoinedRoom(
            summary: RoomSummary(room, people: people), isArchived: room.isArchived, level: membership.level,
            isModerator: membership.role != .member, unread: membership.unread(in: room),
            mentionCount: membership.mentionCount,
            noticeCount: membership.noticeCount)
    }
}

/// It runs inside a transaction of the caller.
enum JoinedRoomStore {
    /// All rooms that the person is in, those with the latest messages first.
    ///
    /// There is no `LIMIT`, with which SQLite sorts in a table on its own: that takes longer than to read the rooms.
    static func all(_ db: Transaction, of person: User.ID) throws -> [JoinedRoom] {
        let rooms = try db.rows(
            """
            SELECT \(RoomSummary.columns), room.archivedAt, room.firstNumber, room.lastNumber, membership.level,
                membership.readNumber, membership.mentionCount, membership.noticeCount, membership.role <> 'member'
            FROM membership JOIN room ON room.id = membership.roomId
            WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.deletedAt IS NULL
            ORDER BY coalesce(room.lastMessageAt, room.createdAt) DESC, room.id DESC
            """, [person]
        ) { JoinedRoom($0) }
        return try DirectStore.namingPeople(db, in: rooms, \.summary, for: person)
    }
}

extension JoinedRoom {
    fileprivate init(_ row: borrowing Row) {
        let offset = RoomSummary.columnCount
        summary = RoomSummary(row, at: 0)
        isArchived = (row[offset] as Int64?) != nil
        level = Membership.Level(rawValue: row[offset + 3]) ?? .everything
        unread = Membership.unread(after: row[offset + 4], from: row[offset + 1], through: row[offset + 2])
        mentionCount = row[offset + 5]
        noticeCount = row[offset + 6]
        isModerator = row[offset + 7]
    }
}
