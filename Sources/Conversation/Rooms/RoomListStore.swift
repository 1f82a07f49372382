import Accounts
import Foundation
import Storage

/// The list of a person's rooms, by one statement. It runs inside a transaction of the caller.
enum RoomListStore {
    /// Rows of the list: a room is one row, a direct conversation one for each of the others.
    static let limit = 5_000

    private static let statement = """
        SELECT \(RoomStore.columns), \(MembershipStore.columns), \(Excerpt.columns(of: "last", by: "author")),
            \(Participant.columns(of: "other"))
        FROM membership JOIN room ON room.id = membership.roomId
        LEFT JOIN message AS last ON last.roomId = room.id AND last.number = room.lastNumber
        LEFT JOIN user AS author ON author.id = last.authorId
        LEFT JOIN membership AS others
            ON others.roomId = CASE room.kind WHEN 'direct' THEN room.id END AND others.userId <> membership.userId
        LEFT JOIN user AS other ON other.id = others.userId
        WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.deletedAt IS NULL
        ORDER BY coalesce(room.lastMessageAt, room.createdAt) DESC, room.id DESC, other.id LIMIT ?
        """

    /// The columns of a row, one part after the other.
    private enum Offset {
        static let membership = RoomStore.columnCount
        static let last = membership + MembershipStore.columnCount
        static let other = last + Excerpt.columnCount
    }

    /// Unread messages are a difference of numbers in the row, and mentions are counted where they are written.
    ///
    /// A condition on the kind beside the room's number would be tested for each member of every room: SQLite looks at
    /// the number alone to find them.
    static func list(_ db: Transaction, for person: User.ID) throws -> [RoomListEntry] {
        let rows = try db.rows(statement, [person, limit]) {
            (RoomListEntry($0), Participant($0, at: Offset.other))
        }
        let blocked = try BlockStore.all(db, by: person)
        var entries: [RoomListEntry] = []
        for case (var entry?, let other) in rows {
            if entries.last?.id != entry.id {
                entry.isLastFolded = blocked.contains(author: entry.lastMessage?.author)
                entries.append(entry)
            }
            if let other { entries[entries.endIndex - 1].people.append(other) }
        }
        return entries
    }
}

extension RoomListEntry {
    fileprivate init?(_ row: borrowing Row) {
        guard let membership = Membership(row, at: RoomStore.columnCount) else { return nil }
        room = Room(row)
        self.membership = membership
        lastMessage = Excerpt(row, at: RoomStore.columnCount + MembershipStore.columnCount)
        people = []
        isLastFolded = false
    }
}

extension Excerpt {
    static let columnCount = 3 + Participant.columnCount

    /// What is read of a message and its author, from the tables by these names.
    static func columns(of message: String, by author: String) -> String {
        """
        \(message).number, substr(\(message).body, 1, \(length)), \(message).deletedAt, \
        \(Participant.columns(of: author))
        """
    }

    /// Reads ``columns(of:by:)`` from the column at `offset`; nil when there is no such message.
    init?(_ row: borrowing Row, at offset: Int) {
        guard let number = row[offset] as Int64? else { return nil }
        self.number = number
        text = row[offset + 1]
        isDeleted = (row[offset + 2] as Int64?) != nil
        author = Participant(row, at: offset + 3)
    }
}
