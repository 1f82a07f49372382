import Accounts
import Foundation
import Storage

/// Statements that delete many rows. Its functions run inside a transaction of the caller.
enum RetentionStore {
    /// The next room in order of their numbers.
    static func room(_ db: Transaction, after id: Room.ID) throws -> Room? {
        try db.row("SELECT \(RoomStore.columns) FROM room WHERE id > ? AND deletedAt IS NULL ORDER BY id LIMIT 1", [id])
        {
            Room($0)
        }
    }

    /// Deletes messages from the beginning of a room, with all that belongs to them.
    static func delete(_ db: Transaction, in room: Room.ID, _ numbers: Range<Int64>) throws {
        try releaseFiles(db, in: room, numbers)
        try db.run(
            "DELETE FROM message WHERE roomId = ? AND number >= ? AND number < ?",
            [room, numbers.lowerBound, numbers.upperBound])
        try db.run(
            "UPDATE room SET firstNumber = ? WHERE id = ? AND firstNumber < ?",
            [numbers.upperBound, room, numbers.upperBound])
    }

    /// The first of these messages that was written in this time.
    static func first(
        _ db: Transaction, in room: Room.ID, _ numbers: Range<Int64>, written times: ClosedRange<Date>
    ) throws -> Int64? {
        try db.row(
            """
            SELECT number FROM message WHERE roomId = ? AND number >= ? AND number < ? AND createdAt BETWEEN ? AND ?
            ORDER BY number LIMIT 1
            """,
            [
                room, numbers.lowerBound, numbers.upperBound, times.lowerBound.stored, times.upperBound.stored,
            ]
        ) { $0[0] }
    }

    private static func releaseFiles(_ db: Transaction, in room: Room.ID, _ numbers: Range<Int64>) throws {
        try db.run(
            """
            UPDATE attachment SET roomId = NULL, number = NULL, name = ''
            WHERE roomId = ? AND number >= ? AND number < ?
            """, [room, numbers.lowerBound, numbers.upperBound])
    }

    static func deletedRoom(_ db: Transaction) throws -> Room.ID? {
        try db.row("SELECT id FROM room WHERE deletedAt IS NOT NULL ORDER BY id LIMIT 1") { $0[0] }
    }

    /// Deletes some of a room: messages first, then members, then the room itself. Says whether there is more.
    static func deletePiece(_ db: Transaction, of room: Room.ID, size: Int) throws -> Bool {
        let range = try db.row("SELECT firstNumber, lastNumber FROM room WHERE id = ?", [room]) {
            (first: $0[0] as Int64, last: $0[1] as Int64)
        }
        guard let range else { return false }
        if range.first <= range.last {
            let end = min(range.last + 1, range.first + Int64(size))
            try delete(db, in: room, range.first..<end)
            return true
        }
        try db.run(
            """
            DELETE FROM membership WHERE roomId = ?
                AND userId IN (SELECT userId FROM membership WHERE roomId = ? LIMIT ?)
            """, [room, room, size])
        if db.changes == size { return true }
        try db.run("UPDATE attachment SET roomId = NULL, number = NULL, name = '' WHERE roomId = ?", [room])
        try db.run("DELETE FROM room WHERE id = ?", [room])
        return false
    }

    /// Messages of the person that have content, in order of rooms and numbers.
    static func messages(
        _ db: Transaction, of person: User.ID, after place: (room: Room.ID, number: Int64), limit: Int
    ) throws -> [(room: Room.ID, number: Int64)] {
        try db.rows(
            """
            SELECT roomId, number FROM message
            WHERE authorId = ? AND (roomId, number) > (?, ?) AND deletedAt IS NULL ORDER BY roomId, number LIMIT ?
            """, [person, place.room, place.number, limit]
        ) { (room: $0[0], number: $0[1]) }
    }

    /// Messages to which the person has reacted.
    static func reactions(_ db: Transaction, of person: User.ID, limit: Int) throws -> [(Room.ID, Int64)] {
        try db.rows("SELECT DISTINCT roomId, number FROM reaction WHERE userId = ? LIMIT ?", [person, limit]) {
            ($0[0], $0[1])
        }
    }

    static func deleteReactions(_ db: Transaction, of person: User.ID, in room: Room.ID, _ number: Int64) throws {
        try db.run("DELETE FROM reaction WHERE userId = ? AND roomId = ? AND number = ?", [person, room, number])
    }
}
