import Foundation
import GRDB
import Storage

/// Rows of people who are made with their history: one statement for each, where a site in use needs several.
enum SeedDataStore {
    static func insert(
        _ db: GRDB.Database, _ seedUser: SeedUser, hash: PasswordHash, avatarSeed: UInt64
    ) throws -> User.ID {
        try db.run(
            """
            INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt, lastSeenAt)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                seedUser.username.text, seedUser.nickname.text, hash.description, Int64(bitPattern: avatarSeed),
                seedUser.createdAt.stored, seedUser.history.compactMap(\.lastSeenAt).max()?.stored,
            ])
        return db.lastInsertedRowID
    }

    /// A remembered session that was last used at `lastSeenAt`.
    static func insertSession(
        _ db: GRDB.Database, of user: User.ID, tokenHash: Data, begunBy event: SeedUser.Event, lastSeenAt: Date,
        expiresAt: Date
    ) throws -> Session.ID {
        try db.run(
            """
            INSERT INTO session
                (userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt,
                 provenAt)
            VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)
            """,
            [
                user, tokenHash, event.device.userAgent, event.device.address, event.at.stored, lastSeenAt.stored,
                lastSeenAt.stored, expiresAt.stored, event.at.stored,
            ])
        return db.lastInsertedRowID
    }

    static func insertActivity(
        _ db: GRDB.Database, of user: User.ID, _ event: SeedUser.Event, session: Session.ID?
    ) throws {
        // Nobody has left questions open.
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

    static func insertLocation(_ db: GRDB.Database, of user: User.ID, fingerprint: Data, at time: Date) throws {
        try db.run(
            "INSERT OR REPLACE INTO origin (userId, fingerprint, lastSeenAt) VALUES (?, ?, ?)",
            [user, fingerprint, time.stored])
    }
}
