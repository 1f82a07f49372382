import Accounts
import Foundation
import Storage

/// The `mention` table. Triggers keep the number of unread ones in the membership, those about webhooks apart. Its
/// functions run inside a transaction of the caller.
enum MentionStore {
    /// Those of the names that are other members of the room and have not blocked the author.
    static func resolve(
        _ db: Transaction, _ usernames: Set<String>, in room: Room.ID, from author: User.ID
    ) throws -> Set<User.ID> {
        var people: Set<User.ID> = []
        for username in usernames {
            guard let person = try PeopleStore.find(db, username: username),
                try hears(db, person, in: room, from: author)
            else { continue }
            people.insert(person)
        }
        return people
    }

    private static func hears(
        _ db: Transaction, _ person: User.ID, in room: Room.ID, from author: User.ID
    ) throws -> Bool {
        guard person != author, try MembershipStore.find(db, person, room) != nil else { return false }
        return try !BlockStore.exists(db, by: person, of: author)
    }

    static func insert(
        _ db: Transaction, _ kind: Mention.Kind, of person: User.ID, in room: Room.ID, _ number: Int64
    ) throws {
        try db.run(
            "INSERT INTO mention (roomId, number, userId, kind) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [room, number, person, kind.rawValue])
    }

    static func insertReply(
        _ db: Transaction, to person: User.ID, from author: User.ID, in room: Room.ID, _ number: Int64
    ) throws {
        if try hears(db, person, in: room, from: author) { try insert(db, .reply, of: person, in: room, number) }
    }

    /// Tells a person about a message of theirs, again if need be.
    static func warn(_ db: Transaction, _ person: User.ID, in room: Room.ID, _ number: Int64) throws {
        try db.run("DELETE FROM mention WHERE roomId = ? AND number = ? AND userId = ?", [room, number, person])
        try insert(db, .warning, of: person, in: room, number)
    }

    /// Tells those who look after the room that a webhook was given up.
    static func insert(_ db: Transaction, about hook: OutgoingWebhook) throws {
        for person in try MembershipStore.managers(db, of: hook.room) {
            try db.run(
                """
                INSERT INTO mention (roomId, userId, kind, hookId) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                """, [hook.room, person, Mention.Kind.webhook.rawValue, hook.id])
        }
    }

    /// Takes back that a webhook was given up.
    static func delete(_ db: Transaction, about hook: OutgoingWebhook.ID) throws {
        try db.run("DELETE FROM mention WHERE hookId = ?", [hook])
    }

    /// Those whom the message mentions now; who hears of it already is left alone.
    static func replace(_ db: Transaction, with people: Set<User.ID>, in room: Room.ID, _ number: Int64) throws {
        let before = try db.rows(
            "SELECT userId FROM mention WHERE roomId = ? AND number = ? AND kind = 'mention'", [room, number]
        ) { $0[0] as User.ID }
        for person in Set(before).subtracting(people) {
            try db.run("DELETE FROM mention WHERE roomId = ? AND number = ? AND userId = ?", [room, number, person])
        }
        for person in people { try insert(db, .mention, of: person, in: room, number) }
    }

    static func markRead(_ db: Transaction, of person: User.ID, in room: Room.ID, upTo number: Int64) throws {
        try db.run(
            "UPDATE mention SET isRead = 1 WHERE userId = ? AND roomId = ? AND number <= ? AND isRead = 0",
            [person, room, number])
    }

    static func markAllRead(_ db: Transaction, of person: User.ID, upTo id: Mention.ID) throws {
        try db.run("UPDATE mention SET isRead = 1 WHERE userId = ? AND id <= ? AND isRead = 0", [person, id])
    }

    /// At most `limit` entries older than `id`, the newest first: of rooms that the person is in, and warnings.
    static func page(_ db: Transaction, of person: User.ID, before id: Mention.ID, limit: Int) throws -> [Mention] {
        try db.rows(
            """
            SELECT mention.id, mention.kind, mention.isRead,
                coalesce(message.createdAt, outgoingHook.disabledAt), outgoingHook.name, outgoingHook.failures,
                CASE WHEN membership.leftAt IS NULL AND membership.userId IS NOT NULL
                    OR room.kind = 'open' AND coalesce(membership.isBarred, 0) = 0 THEN 1 ELSE 0 END,
                \(RoomSummary.columns), \(Excerpt.columns(of: "message", by: "author"))
            FROM mention JOIN room ON room.id = mention.roomId
            LEFT JOIN outgoingHook ON outgoingHook.id = mention.hookId
            LEFT JOIN message ON message.roomId = mention.roomId AND message.number = mention.number
            LEFT JOIN user AS author ON author.id = message.authorId
            LEFT JOIN membership ON membership.roomId = mention.roomId AND membership.userId = mention.userId
            WHERE mention.userId = ? AND mention.id < ? AND room.deletedAt IS NULL
                AND (mention.kind = 'warning' OR membership.userId IS NOT NULL AND membership.leftAt IS NULL)
            ORDER BY mention.id DESC LIMIT ?
            """, [person, id, limit]
        ) { Mention($0) }.compactMap(\.self)
    }

    /// Unread entries in rooms of which the person wants to hear, from what their memberships count.
    static func unread(_ db: Transaction, of person: User.ID) throws -> Int {
        try db.row(
            """
            SELECT coalesce(sum(membership.mentionCount + membership.noticeCount), 0)
            FROM membership JOIN room ON room.id = membership.roomId
            WHERE membership.userId = ? AND membership.leftAt IS NULL
                AND membership.level IN ('everything', 'mentions') AND room.deletedAt IS NULL
            """, [person]
        ) { $0[0] } ?? 0
    }
}

extension Mention {
    fileprivate init?(_ row: borrowing Row) {
        guard let kind = Kind(rawValue: row[1]), let at = row[3] as Int64? else { return nil }
        id = row[0]
        self.kind = kind
        isRead = row[2]
        self.at = Date(stored: at)
        webhook = row[4]
        webhookFailures = row[5]
        isRoomReadable = row[6]
        let room = RoomSummary(row, at: 7)
        // It may have been renamed since the person could read it.
        self.room = isRoomReadable ? room : room.unnamed
        message = Excerpt(row, at: 7 + RoomSummary.columnCount)
    }
}
