import Accounts
import Foundation
import Storage

/// The `attachment` table. Its functions run inside a transaction of the caller.
enum AttachmentStore {
    private static let columns = "number, id, name, type, bytes, width, height, sha256, createdAt"

    /// Files of the messages with these numbers.
    static func all(_ db: Transaction, in room: Room.ID, _ numbers: ClosedRange<Int64>) throws -> [RoomFile] {
        try db.rows(
            """
            SELECT \(columns) FROM attachment WHERE roomId = ? AND number BETWEEN ? AND ? ORDER BY number, id
            """, [room, numbers.lowerBound, numbers.upperBound]
        ) { RoomFile($0) }
    }

    /// At most `limit` files of the room, those of the newest messages first.
    static func page(_ db: Transaction, in room: Room.ID, before last: RoomFile?, limit: Int) throws -> [RoomFile] {
        try db.rows(
            """
            SELECT \(columns) FROM attachment WHERE roomId = ? AND number <= ? AND (number, id) < (?, ?)
            ORDER BY number DESC, id DESC LIMIT ?
            """,
            [
                room, last?.number ?? .max, last?.number ?? .max, last?.attachment.id ?? .max, limit,
            ]
        ) { RoomFile($0) }
    }

    /// Gives a file that waits in this room to a message; says whether there was one of this person.
    static func claim(
        _ db: Transaction, _ id: Attachment.ID, of person: User.ID, for number: Int64, in room: Room.ID
    ) throws -> Bool {
        try db.run(
            "UPDATE attachment SET number = ? WHERE id = ? AND uploaderId = ? AND roomId = ? AND number IS NULL",
            [number, id, person, room])
        return db.changes == 1
    }

    /// Takes a message's files away from it, and their names. The bytes go when they are looked for.
    static func release(_ db: Transaction, in room: Room.ID, _ number: Int64) throws {
        try db.run(
            "UPDATE attachment SET roomId = NULL, number = NULL, name = '' WHERE roomId = ? AND number = ?",
            [room, number])
    }

    static func exists(_ db: Transaction, in room: Room.ID, _ number: Int64) throws -> Bool {
        try db.exists("SELECT 1 FROM attachment WHERE roomId = ? AND number = ? LIMIT 1", [room, number])
    }

    /// How many files the room has, and their bytes.
    static func sum(_ db: Transaction, in room: Room.ID) throws -> (count: Int, bytes: Int) {
        try db.row("SELECT count(*), coalesce(sum(bytes), 0) FROM attachment WHERE roomId = ?", [room]) {
            (count: $0[0] as Int, bytes: $0[1] as Int)
        } ?? (0, 0)
    }
}

extension RoomFile {
    fileprivate init(_ row: borrowing Row) {
        number = row[0]
        attachment = Attachment(
            id: row[1], name: row[2], type: row[3], bytes: row[4], width: row[5], height: row[6], sha256: row[7],
            createdAt: Date(stored: row[8]))
    }
}
