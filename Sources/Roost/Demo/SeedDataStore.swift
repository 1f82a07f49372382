import Accounts
import Conversation
import Foundation
import Storage

/// Rows of people who are made with their history: one statement for each, where a site in use needs several.
enum SeedDataStore {
    static func insert(
        _ db: Transaction, _ seedUser: SeedUser, hash: PasswordHash, avatarSeed: UInt64
    ) throws -> User.ID {
        try db.insert(
            """
            INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt, lastSeenAt)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                seedUser.username.text, seedUser.nickname.text, hash.description, Int64(bitPattern: avatarSeed),
                seedUser.createdAt.stored, seedUser.history.compactMap(\.lastSeenAt).max()?.stored,
            ])
    }

    /// A remembered session that was last used at `lastSeenAt`.
    static func insertSession(
        _ db: Transaction, of user: User.ID, tokenHash: Data, begunBy event: SeedUser.Event, lastSeenAt: Date,
        expiresAt: Date
    ) throws -> Session.ID {
        try db.insert(
            """
            INSERT INTO session
                (userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt,
                 provenAt)
            VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                user, tokenHash, event.device.userAgent, event.device.address, event.at.stored, lastSeenAt.stored,
                lastSeenAt.stored, expiresAt.stored, event.at.stored,
            ])
    }

    static func insertActivity(
        _ db: Transaction, of user: User.ID, _ event: SeedUser.Event, session: Session.ID?
    ) throws {
        // No sign-in is left to be confirmed.
        try db.run(
            """
            INSERT INTO activity (userId, kind, userAgent, address, at, sessionId, review)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                user, event.kind.rawValue, event.device.userAgent, event.device.address, event.at.stored, session,
                session == nil ? nil : Activity.Review.confirmed.rawValue,
            ])
    }

    static func insertLocation(_ db: Transaction, of user: User.ID, fingerprint: Data, at time: Date) throws {
        try db.run(
            """
            INSERT INTO origin (userId, fingerprint, lastSeenAt) VALUES (?, ?, ?)
            ON CONFLICT (userId, fingerprint) DO UPDATE SET lastSeenAt = excluded.lastSeenAt
            """, [user, fingerprint, time.stored])
    }

    /// Messages after those that a room has, the oldest first.
    static func insertMessages(
        _ db: Transaction, _ messages: [(author: User.ID, body: MessageBody, at: Date)], in room: Int64
    ) throws {
        guard
            let last = try db.row(
                "SELECT lastNumber, revision FROM room WHERE id = ?", [room],
                { (number: $0[0] as Int64, revision: $0[1] as Int64) })
        else { return }
        for (step, message) in zip(Int64(1)..., messages) {
            let number = last.number + step
            let key = withUnsafeBytes(of: (room.bigEndian, number.bigEndian)) { Data($0) }
            try db.run(
                """
                INSERT INTO message (roomId, number, revision, authorId, body, rendered, key, createdAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    room, number, last.revision + step, message.author, message.body.text,
                    message.body.markup.rendered, key, message.at.stored,
                ])
        }
        try db.run(
            "UPDATE room SET lastNumber = lastNumber + ?, revision = revision + ?, lastMessageAt = ? WHERE id = ?",
            [messages.count, messages.count, messages.last?.at.stored, room])
    }
}
