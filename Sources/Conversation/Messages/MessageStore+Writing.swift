import Accounts
import Foundation
import Storage

/// Writing the `message` table. Each change takes the room's next revision.
extension MessageStore {
    /// Only a member can have a message inserted.
    static func insert(
        _ db: Transaction, _ draft: MessageDraft, number: Int64, revision: Int64, reply: Int64?, by member: Member,
        at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO message (roomId, number, revision, authorId, body, rendered, replyTo, key, createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                member.room.id, number, revision, member.person, draft.body.text, draft.rendered, reply,
                draft.key.stored,
                now.stored,
            ])
    }

    /// Puts a new text in place and keeps the former one.
    static func edit(
        _ db: Transaction, _ message: Message, in room: Room.ID, to body: MessageBody, rendered: [UInt8]?,
        revision: Int64,
        at now: Date
    ) throws {
        try db.run(
            "INSERT INTO messageVersion (roomId, number, revision, body, writtenAt) VALUES (?, ?, ?, ?, ?)",
            [room, message.number, message.revision, message.text, (message.editedAt ?? message.createdAt).stored])
        try db.run(
            "UPDATE message SET body = ?, rendered = ?, editedAt = ?, revision = ? WHERE roomId = ? AND number = ?",
            [body.text, rendered, now.stored, revision, room, message.number])
    }

    /// Leaves only the message's place in the room.
    static func erase(_ db: Transaction, in room: Room.ID, _ number: Int64, revision: Int64, at now: Date) throws {
        try db.run("DELETE FROM reaction WHERE roomId = ? AND number = ?", [room, number])
        try db.run("DELETE FROM messageVersion WHERE roomId = ? AND number = ?", [room, number])
        try db.run("DELETE FROM mention WHERE roomId = ? AND number = ? AND kind <> 'warning'", [room, number])
        try AttachmentStore.release(db, in: room, number)
        try db.run(
            """
            UPDATE message SET body = '', rendered = NULL, replyTo = NULL, editedAt = NULL, pinnedAt = NULL, deletedAt = ?,
                revision = ?
            WHERE roomId = ? AND number = ?
            """, [now.stored, revision, room, number])
    }

    /// Replies that change with the message that they answer, at most. Nobody has more of them in view.
    private static let replyLimit = 200

    /// Notes that the newest replies to a message have changed, as they show how it begins.
    static func reviseReplies(
        _ db: Transaction, to number: Int64, in room: Room.ID, revision: () throws -> Int64
    ) throws {
        let replies = try db.rows(
            "SELECT number FROM message WHERE roomId = ? AND replyTo = ? ORDER BY number DESC LIMIT ?",
            [room, number, replyLimit]
        ) { $0[0] as Int64 }
        for reply in replies { try setRevision(db, in: room, reply, to: revision()) }
    }

    static func setPinned(
        _ db: Transaction, in room: Room.ID, _ number: Int64, since time: Date?, revision: Int64
    ) throws {
        try db.run(
            "UPDATE message SET pinnedAt = ?, revision = ? WHERE roomId = ? AND number = ?",
            [time?.stored, revision, room, number])
    }

    /// Notes that something about the message has changed.
    static func setRevision(_ db: Transaction, in room: Room.ID, _ number: Int64, to revision: Int64) throws {
        try db.run("UPDATE message SET revision = ? WHERE roomId = ? AND number = ?", [revision, room, number])
    }
}
