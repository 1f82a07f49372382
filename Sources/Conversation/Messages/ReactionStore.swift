import Accounts
import Foundation
import Storage

/// The `reaction` table. Its functions run inside a transaction of the caller.
enum ReactionStore {
    struct Count {
        let number: Int64
        let reaction: Message.Reaction
        /// Whether the person who asks is among them.
        let isOwn: Bool
    }

    /// Reactions to the messages with these numbers, those that came first, first.
    ///
    /// - Parameter person: nil for nobody in particular.
    static func counts(
        _ db: Transaction, in room: Room.ID, _ numbers: ClosedRange<Int64>, for person: User.ID?
    ) throws -> [Count] {
        try db.rows(
            """
            SELECT number, emoji, count(*), max(CASE WHEN userId = ? THEN 1 ELSE 0 END) FROM reaction
            WHERE roomId = ? AND number BETWEEN ? AND ? GROUP BY number, emoji
            ORDER BY number, min(createdAt), emoji
            """, [person ?? 0, room, numbers.lowerBound, numbers.upperBound]
        ) { row in
            Count(
                number: row[0], reaction: Message.Reaction(emoji: Emoji(stored: row[1]), count: row[2]),
                isOwn: row[3])
        }
    }

    /// Says whether it was not there before.
    static func insert(
        _ db: Transaction, _ emoji: Emoji, by person: User.ID, in room: Room.ID, _ number: Int64, at now: Date
    ) throws -> Bool {
        try db.run(
            """
            INSERT INTO reaction (roomId, number, emoji, userId, createdAt) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, [room, number, emoji.text, person, now.stored])
        return db.changes == 1
    }

    /// Says whether it was there.
    static func delete(
        _ db: Transaction, _ emoji: Emoji, by person: User.ID, in room: Room.ID, _ number: Int64
    ) throws -> Bool {
        try db.run(
            "DELETE FROM reaction WHERE roomId = ? AND number = ? AND emoji = ? AND userId = ?",
            [room, number, emoji.text, person])
        return db.changes == 1
    }

    static func exists(
        _ db: Transaction, _ emoji: Emoji, by person: User.ID, in room: Room.ID, _ number: Int64
    ) throws -> Bool {
        try db.exists(
            "SELECT 1 FROM reaction WHERE roomId = ? AND number = ? AND emoji = ? AND userId = ?",
            [room, number, emoji.text, person])
    }
}
