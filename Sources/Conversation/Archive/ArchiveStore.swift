import Accounts
import Foundation
import Storage

/// Reads and writes what archives have. Its functions run inside a transaction of the caller.
enum ArchiveStore {
    /// Nil when there is nothing to archive.
    static func room(_ db: Transaction, _ room: Room, before time: Date?) throws -> ArchivedRoom? {
        let end = try time.map { try MessageStore.firstNumber(db, in: room, at: $0) } ?? room.lastNumber + 1
        guard end > room.firstNumber else { return nil }
        let people = try db.rows(
            """
            SELECT user.username FROM membership JOIN user ON user.id = membership.userId
            JOIN room ON room.id = membership.roomId
            WHERE membership.roomId = ? AND room.kind = 'direct' ORDER BY user.id
            """, [room.id]
        ) { $0[0] as String }
        return ArchivedRoom(
            id: room.id, kind: room.kind, name: room.name, description: room.description, createdAt: room.createdAt,
            people: people, firstNumber: room.firstNumber, lastNumber: end - 1, revision: room.revision)
    }

    static func messages(
        _ db: Transaction, of room: Room.ID, _ numbers: ClosedRange<Int64>
    ) throws -> [ArchivedMessage] {
        let reactions = Dictionary(grouping: try self.reactions(db, of: room, numbers), by: \.number)
        let versions = Dictionary(grouping: try self.versions(db, of: room, numbers), by: \.number)
        return try MessageStore.range(db, in: room, numbers).messages.map { message in
            ArchivedMessage(
                number: message.number, author: message.author?.username, text: message.text,
                replyTo: message.reply?.number, createdAt: message.createdAt, editedAt: message.editedAt,
                deletedAt: message.deletedAt, pinnedAt: message.pinnedAt,
                reactions: reactions[message.number]?.map(\.entry) ?? [],
                formerTexts: versions[message.number]?.map(\.entry) ?? [],
                files: message.attachments.map {
                    ArchivedMessage.File(
                        id: $0.id, name: $0.name, type: $0.type, bytes: $0.bytes, sha256: $0.sha256, width: $0.width,
                        height: $0.height)
                })
        }
    }

    private static func reactions(
        _ db: Transaction, of room: Room.ID, _ numbers: ClosedRange<Int64>
    ) throws -> [(number: Int64, entry: ArchivedMessage.Reaction)] {
        try db.rows(
            """
            SELECT number, emoji, username, reaction.createdAt FROM reaction JOIN user ON user.id = userId
            WHERE roomId = ? AND number BETWEEN ? AND ? ORDER BY number, reaction.createdAt, emoji, userId
            """, [room, numbers.lowerBound, numbers.upperBound]
        ) { ($0[0], ArchivedMessage.Reaction(emoji: $0[1], username: $0[2], at: Date(stored: $0[3]))) }
    }

    private static func versions(
        _ db: Transaction, of room: Room.ID, _ numbers: ClosedRange<Int64>
    ) throws -> [(number: Int64, entry: ArchivedMessage.FormerText)] {
        try db.rows(
            """
            SELECT number, body, writtenAt FROM messageVersion
            WHERE roomId = ? AND number BETWEEN ? AND ? ORDER BY number, revision
            """, [room, numbers.lowerBound, numbers.upperBound]
        ) { ($0[0], ArchivedMessage.FormerText(text: $0[1], writtenAt: Date(stored: $0[2]))) }
    }

    /// - Throws: ``ArchiveRefusal``.
    static func requireRemovable(_ db: Transaction, _ room: ArchivedRoom, _ numbers: Range<Int64>) throws {
        let isChanged = try db.exists(
            "SELECT 1 FROM message WHERE roomId = ? AND revision > ? AND number >= ? AND number < ? LIMIT 1",
            [room.id, room.revision, numbers.lowerBound, numbers.upperBound])
        guard !isChanged else { throw ArchiveRefusal.changed(room.id) }
        let isReported = try db.exists(
            "SELECT 1 FROM report WHERE handledAt IS NULL AND roomId = ? AND number >= ? AND number < ? LIMIT 1",
            [room.id, numbers.lowerBound, numbers.upperBound])
        guard !isReported else { throw ArchiveRefusal.reported(room.id) }
    }

    /// The room itself, or the one that was made in its place before.
    static func find(_ db: Transaction, _ archived: ArchivedRoom, _ name: RoomName) throws -> Room? {
        let same = try RoomStore.find(db, archived.id)
        if let same, same.kind == archived.kind, same.createdAt == Date(stored: archived.createdAt.stored) {
            return same
        }
        return try db.row(
            """
            SELECT \(RoomStore.columns) FROM room
            WHERE createdBy IS NULL AND kind = 'closed' AND createdAt = ? AND name = ? AND deletedAt IS NULL
            ORDER BY id LIMIT 1
            """, [archived.createdAt.stored, name.text]
        ) { Room($0) }
    }

    /// A room that has had the messages, and has lost them.
    static func insert(
        _ db: Transaction, _ archived: ArchivedRoom, _ name: RoomName, _ description: RoomDescription, at now: Date
    ) throws -> Room.ID {
        try db.insert(
            """
            INSERT INTO room (kind, name, description, createdAt, archivedAt, firstNumber, lastNumber)
            VALUES ('closed', ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                name.text, description.text, archived.createdAt.stored, now.stored, archived.lastNumber + 1,
                archived.lastNumber,
            ])
    }

    /// Revisions below zero are of no change that happens now: nobody who follows the room is told of old messages.
    static func insert(_ db: Transaction, _ message: ArchivedMessage, in room: Room.ID) throws {
        let isThere = try db.exists("SELECT 1 FROM message WHERE roomId = ? AND number = ?", [room, message.number])
        guard !isThere else { return }
        let author = try message.author.flatMap { try person(db, $0, before: message.createdAt) }
        let isDeleted = message.deletedAt != nil
        try db.run(
            """
            INSERT INTO message
                (roomId, number, revision, authorId, body, replyTo, key, createdAt, editedAt, deletedAt, pinnedAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                room, message.number, -message.number, author, isDeleted ? "" : message.text,
                message.replyTo, MessageKey().stored, message.createdAt.stored, message.editedAt?.stored,
                message.deletedAt?.stored, message.pinnedAt?.stored,
            ])
        guard !isDeleted else { return }
        for reaction in message.reactions {
            guard let emoji = Emoji(reaction.emoji), let person = try person(db, reaction.username, before: reaction.at)
            else { continue }
            _ = try ReactionStore.insert(db, emoji, by: person, in: room, message.number, at: reaction.at)
        }
        for (index, version) in message.formerTexts.enumerated() {
            try db.run(
                "INSERT INTO messageVersion (roomId, number, revision, body, writtenAt) VALUES (?, ?, ?, ?, ?)",
                [
                    room, message.number, Int64(index) - message.number * Self.versionsPerMessage, version.text,
                    version.writtenAt.stored,
                ])
        }
    }

    /// Keeps the revisions of former texts apart.
    private static let versionsPerMessage: Int64 = 1_000

    /// Nil where the message is gone or deleted, or is shown and does not have the file.
    static func insert(
        _ db: Transaction, _ file: NewAttachment, of message: ArchivedMessage, in room: Room
    ) throws -> Attachment.ID? {
        let found = try db.row(
            "SELECT id FROM attachment WHERE roomId = ? AND number = ? AND sha256 = ? AND name = ?",
            [room.id, message.number, file.sha256, file.name.text]
        ) { $0[0] as Attachment.ID }
        if let found { return found }
        let isThere = try db.exists(
            "SELECT 1 FROM message WHERE roomId = ? AND number = ? AND deletedAt IS NULL", [room.id, message.number])
        guard isThere, message.number < room.firstNumber else { return nil }
        return try db.insert(
            """
            INSERT INTO attachment (roomId, number, uploaderId, name, type, bytes, width, height, sha256, createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                room.id, message.number, try message.author.flatMap { try person(db, $0, before: message.createdAt) },
                file.name.text, file.type, file.bytes, file.width, file.height, file.sha256, message.createdAt.stored,
            ])
    }

    /// Nil once that account is deleted. Somebody who took the name later is somebody else.
    private static func person(_ db: Transaction, _ username: String, before time: Date) throws -> User.ID? {
        guard username.utf8.count <= Username.byteLimit else { return nil }
        return try db.row("SELECT id FROM user WHERE username = ? AND createdAt <= ?", [username, time.stored]) {
            $0[0]
        }
    }

    static func show(_ db: Transaction, from number: Int64, in room: Room.ID) throws {
        try db.run("UPDATE room SET firstNumber = ? WHERE id = ? AND firstNumber > ?", [number, room, number])
        try db.run(
            """
            UPDATE room SET lastMessageAt = (
                SELECT createdAt FROM message WHERE message.roomId = room.id AND message.number = room.lastNumber)
            WHERE id = ? AND lastMessageAt IS NULL
            """, [room])
    }
}
