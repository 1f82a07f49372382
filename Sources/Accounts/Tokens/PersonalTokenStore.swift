import Foundation
import Storage

/// The `personalToken` table. Its functions run inside a transaction of the caller.
enum PersonalTokenStore {
    /// Opens the session of a new token. Only the token's own hash opens it: that of the session is of no token.
    static func insert(
        _ db: Transaction, tokenHash: Data, of user: User.ID, name: Nickname, scope: TokenScope, on device: Device,
        sessionHash: Data, expiresAt: Date, at now: Date
    ) throws {
        let session = try SessionStore.insertForToken(
            db, user: user, tokenHash: sessionHash, device: device, expiresAt: expiresAt, at: now)
        try db.run(
            "INSERT INTO personalToken (sessionId, userId, tokenHash, name, mayWrite) VALUES (?, ?, ?, ?, ?)",
            [session, user, tokenHash, name.text, scope == .write])
    }

    /// The session that a token opens, and what it may do there.
    static func find(_ db: Transaction, tokenHash: Data) throws -> (session: Session.ID, scope: TokenScope)? {
        try db.row("SELECT sessionId, mayWrite FROM personalToken WHERE tokenHash = ?", [tokenHash]) {
            ($0[0], $0[1] ? .write : .read)
        }
    }

    static func count(_ db: Transaction, of user: User.ID, at now: Date) throws -> Int {
        try db.row(
            """
            SELECT count(*) FROM personalToken JOIN session ON session.id = sessionId
            WHERE personalToken.userId = ? AND revokedAt IS NULL AND expiresAt > ?
            """, [user, now.stored]
        ) { $0[0] } ?? 0
    }

    /// Those that still work, the newest first.
    static func active(_ db: Transaction, of user: User.ID, at now: Date) throws -> [PersonalToken] {
        try db.rows(
            """
            SELECT session.id, name, mayWrite, createdAt, lastSeenAt, expiresAt
            FROM personalToken JOIN session ON session.id = sessionId
            WHERE personalToken.userId = ? AND revokedAt IS NULL AND expiresAt > ? ORDER BY session.id DESC
            """, [user, now.stored]
        ) { row in
            let (created, seen): (Int64, Int64) = (row[3], row[4])
            return PersonalToken(
                id: row[0], name: Nickname(stored: row[1]), scope: row[2] ? .write : .read,
                createdAt: Date(stored: created), lastUsedAt: seen >= created ? Date(stored: seen) : nil,
                expiresAt: Date(stored: row[5]))
        }
    }
}
