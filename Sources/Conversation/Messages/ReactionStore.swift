import Accounts
import Foundation
import Storage

/// The `reaction` table. Its functions run inside a transaction of the caller.
enum ReactionStore {
    struct Entry {
        let number: Int64
        var reaction: Message.Reaction
        /// Whether the person who asks is among them.
        let isOwn: Bool
    }

    /// Reactions to the messages with these numbers, those that came first, first.
    ///
    /// - Parameter person: nil for nobody in particular.
    static func all(
        _ db: Transaction, in room: Room.ID, _ numbers: ClosedRange<Int64>, for person: User.ID?
    ) throws -> [Entry] {
        let rows = try db.rows(
            selection,
            [person ?? 0, room, numbers.lowerBound, numbers.upperBound, Message.Reaction.namedLimit]
        ) { row in
            let reaction = Message.Reaction(
                emoji: Emoji(stored: row[1]), count: row[2], people: Participant(row, at: 4).map { [$0] } ?? [])
            return Entry(number: row[0], reaction: reaction, isOwn: row[3])
        }
        var entries: [Entry] = []
        for row in rows {
            if let last = entries.last, last.number == row.number, last.reaction.emoji == row.reaction.emoji {
                entries[entries.count - 1].reaction.people += row.reaction.people
            } else {
                entries.append(row)
            }
        }
        return entries
    }

    /// A row for each person who is named.
    private static let selection = """
        WITH chosen AS (
            SELECT number, emoji, userId, count(*) OVER same AS total, min(createdAt) OVER same AS since,
                max(CASE WHEN userId = ? THEN 1 ELSE 0 END) OVER same AS isOwn,
                row_number() OVER (PARTITION BY number, emoji ORDER BY createdAt, userId) AS place
            FROM reaction WHERE roomId = ? AND number BETWEEN ? AND ?
            WINDOW same AS (PARTITION BY number, emoji)
        )
        SELECT chosen.number, chosen.emoji, chosen.total, chosen.isOwn, \(Participant.columns(of: "person"))
        FROM chosen JOIN user AS person ON person.id = chosen.userId
        WHERE chosen.place <= ? ORDER BY chosen.number, chosen.since, chosen.emoji, chosen.place
        """

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
