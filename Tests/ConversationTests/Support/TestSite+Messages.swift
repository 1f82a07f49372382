import Accounts
import Foundation
import Storage
import TestSupport

@testable import Conversation

extension TestSite {
    /// Posts a message and returns its number.
    @discardableResult
    func post(
        _ text: String, in room: Room.ID, by person: User.ID, mentioning names: Set<String> = [],
        replyTo reply: Int64? = nil, key: MessageKey = MessageKey(), files: [Attachment.ID] = []
    ) async throws -> Int64 {
        let draft = MessageDraft(
            try MessageBody(text, allowsEmpty: true), mentions: names, reply: reply, key: key, attachments: files)
        return try await conversation.messages.post(draft, as: member(person, room)).number
    }

    func page(_ place: MessagePlace = .newest, in room: Room.ID, by person: User.ID) async throws -> MessagePage {
        try await conversation.messages.pageBesideRooms(place, in: room, by: person).page
    }

    func message(_ number: Int64, in room: Room.ID, by person: User.ID) async throws -> Message {
        try await conversation.messages.message(number, in: access(person, room)).message
    }

    func delete(_ number: Int64, in room: Room.ID, by person: User.ID) async throws {
        try await conversation.messages.delete(number, by: access(person, room))
    }

    func edit(
        _ number: Int64, to text: String, in room: Room.ID, by person: User.ID, mentioning names: Set<String> = []
    ) async throws {
        try await conversation.messages.edit(
            number, to: MessageBody(text), mentions: names, as: member(person, room))
    }

    /// Puts messages into a room by SQL alone, one for each minute.
    func fill(_ room: Room.ID, by person: User.ID, count: Int64, text: String = "message") async throws {
        let start = clock.now.stored
        try await database.write { db in
            let (number, revision) = try db.row("SELECT lastNumber, revision FROM room WHERE id = ?", [room]) {
                ($0[0] as Int64, $0[1] as Int64)
            }!
            try db.run(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt)
                SELECT ?, ? + i, ? + i, ?, ? || ' ' || (? + i), randomblob(16), ? + i * 60 FROM n
                """, [count, room, number, revision, person, text, number, start])
            try db.run(
                "UPDATE room SET lastNumber = ?, revision = ?, lastMessageAt = ? WHERE id = ?",
                [number + count, revision + count, start + count * 60, room])
        }
    }

    /// A file that waits in the room.
    func file(_ name: String = "picture.webp", in room: Room.ID, by person: User.ID) async throws -> Attachment.ID {
        let now = clock.now.stored
        return try await database.write { db in
            try db.insert(
                """
                INSERT INTO attachment (roomId, uploaderId, name, type, bytes, width, height, sha256, createdAt)
                VALUES (?, ?, ?, 'image/webp', 1000, 640, 480, zeroblob(32), ?) RETURNING id
                """, [room, person, name, now])
        }
    }
}
