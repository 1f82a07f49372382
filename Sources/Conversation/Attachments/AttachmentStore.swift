import Accounts
import Foundation
import Storage

/// The `attachment` table. Its functions run inside a transaction of the caller.
enum AttachmentStore {
    private static let columns = "id, name, type, bytes, width, height, sha256, createdAt"
    private static let columnCount = 8

    // MARK: Reading

    /// Files of the messages with these numbers.
    static func all(_ db: Transaction, in room: Room.ID, _ numbers: ClosedRange<Int64>) throws -> [RoomFile] {
        try db.rows(
            "SELECT \(columns), number FROM attachment WHERE roomId = ? AND number BETWEEN ? AND ? ORDER BY number, id",
            [room, numbers.lowerBound, numbers.upperBound]
        ) { RoomFile(number: $0[columnCount], attachment: Attachment($0)) }
    }

    /// At most `limit` files of the room, those of the newest messages first.
    static func page(
        _ db: Transaction, in room: Room.ID, before last: (number: Int64, id: Attachment.ID)?, limit: Int
    ) throws -> [RoomFile] {
        let (number, id) = last ?? (.max, .max)
        return try db.rows(
            """
            SELECT \(columns), number FROM attachment WHERE roomId = ? AND number <= ? AND (number, id) < (?, ?)
                AND number >= (SELECT firstNumber FROM room WHERE room.id = attachment.roomId)
            ORDER BY number DESC, id DESC LIMIT ?
            """, [room, number, number, id, limit]
        ) { RoomFile(number: $0[columnCount], attachment: Attachment($0)) }
    }

    /// Nil also for a file that was released.
    static func find(_ db: Transaction, _ id: Attachment.ID) throws -> (file: OwnFile, uploader: User.ID?)? {
        try db.row(
            "SELECT \(columns), number, roomId, uploaderId FROM attachment WHERE id = ? AND roomId IS NOT NULL", [id]
        ) { (OwnFile($0), $0[columnCount + 2]) }
    }

    static func files(
        _ db: Transaction, of person: User.ID, before last: Attachment.ID, limit: Int
    ) throws -> [OwnFile] {
        try db.rows(
            """
            SELECT \(columns), number, roomId FROM attachment
            WHERE uploaderId = ? AND id < ? AND roomId IS NOT NULL ORDER BY id DESC LIMIT ?
            """, [person, last, limit]
        ) { OwnFile($0) }
    }

    static func waiting(
        _ db: Transaction, _ id: Attachment.ID, of person: User.ID, in room: Room.ID
    ) throws -> Attachment? {
        try db.row(
            """
            SELECT \(columns) FROM attachment WHERE id = ? AND uploaderId = ? AND roomId = ? AND number IS NULL
            """, [id, person, room]
        ) { Attachment($0) }
    }

    static func waitingCount(_ db: Transaction, of person: User.ID) throws -> Int {
        try db.row(
            "SELECT count(*) FROM attachment WHERE uploaderId = ? AND number IS NULL AND roomId IS NOT NULL", [person]
        ) { $0[0] } ?? 0
    }

    /// How many files the room has, and their bytes.
    static func sum(_ db: Transaction, in room: Room.ID) throws -> (count: Int, bytes: Int) {
        try db.row("SELECT count(*), coalesce(sum(bytes), 0) FROM attachment WHERE roomId = ?", [room]) {
            (count: $0[0] as Int, bytes: $0[1] as Int)
        } ?? (0, 0)
    }

    /// What a person's files take. Released ones count until their bytes are gone.
    static func use(_ db: Transaction, of person: User.ID, limit: Int?) throws -> StorageUse {
        let bytes = try db.row("SELECT coalesce(sum(bytes), 0) FROM attachment WHERE uploaderId = ?", [person]) {
            $0[0] as Int
        }
        return StorageUse(bytes: bytes ?? 0, limit: limit)
    }

    /// What all files take: a walk over an index, which takes 20 ms for a million of them.
    static func use(_ db: Transaction, limit: Int?) throws -> StorageUse {
        let bytes = try db.row("SELECT coalesce(sum(bytes), 0) FROM attachment") { $0[0] as Int }
        return StorageUse(bytes: bytes ?? 0, limit: limit)
    }

    // MARK: Writing

    static func insert(
        _ db: Transaction, _ file: NewAttachment, by member: Member, at now: Date
    ) throws -> Attachment.ID {
        try db.insert(
            """
            INSERT INTO attachment (roomId, uploaderId, name, type, bytes, width, height, sha256, createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                member.room.id, member.person, file.name.text, file.type, file.bytes, file.width, file.height,
                file.sha256, now.stored,
            ])
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

    /// Releases a file that waits.
    static func release(_ db: Transaction, _ id: Attachment.ID, of person: User.ID) throws {
        try db.run(
            "UPDATE attachment SET roomId = NULL, name = '' WHERE id = ? AND uploaderId = ? AND number IS NULL",
            [id, person])
    }

    static func releaseStale(_ db: Transaction, before time: Date) throws {
        try db.run(
            """
            UPDATE attachment SET roomId = NULL, name = ''
            WHERE number IS NULL AND createdAt < ? AND roomId IS NOT NULL
            """, [time.stored])
    }

    static func released(_ db: Transaction, limit: Int) throws -> [Attachment] {
        try db.rows("SELECT \(columns) FROM attachment WHERE roomId IS NULL AND number IS NULL LIMIT ?", [limit]) {
            Attachment($0)
        }
    }

    static func deleteReleased(_ db: Transaction, _ id: Attachment.ID) throws {
        try db.run("DELETE FROM attachment WHERE id = ? AND roomId IS NULL", [id])
    }
}

extension Attachment {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            id: row[0], name: row[1], type: row[2], bytes: row[3], width: row[4], height: row[5], sha256: row[6],
            createdAt: Date(stored: row[7]))
    }
}

extension OwnFile {
    /// A row with the columns of an attachment, the number and the room.
    fileprivate init(_ row: borrowing Row) {
        self.init(room: row[9], number: row[8], attachment: Attachment(row))
    }
}
