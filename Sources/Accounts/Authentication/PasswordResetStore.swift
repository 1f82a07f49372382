import Foundation
import Storage

/// The `passwordReset` table: one link a person. Its functions run inside a transaction of the caller.
enum PasswordResetStore {
    /// Stores a link in place of an older one.
    static func replace(_ db: Transaction, of user: User.ID, tokenHash: Data, expiresAt: Date) throws {
        try db.run(
            """
            INSERT INTO passwordReset (userId, tokenHash, expiresAt) VALUES (?, ?, ?)
            ON CONFLICT (userId) DO UPDATE SET tokenHash = excluded.tokenHash, expiresAt = excluded.expiresAt
            """, [user, tokenHash, expiresAt.stored])
    }

    static func owner(_ db: Transaction, tokenHash: Data, at now: Date) throws -> User.ID? {
        try db.row("SELECT userId FROM passwordReset WHERE tokenHash = ? AND expiresAt > ?", [tokenHash, now.stored]) {
            $0[0]
        }
    }

    /// When the person's link ends, if there is one that works.
    static func expiry(_ db: Transaction, of user: User.ID, at now: Date) throws -> Date? {
        try db.row("SELECT expiresAt FROM passwordReset WHERE userId = ? AND expiresAt > ?", [user, now.stored]) {
            Date(stored: $0[0])
        }
    }

    static func delete(_ db: Transaction, of user: User.ID) throws {
        try db.run("DELETE FROM passwordReset WHERE userId = ?", [user])
    }

    static func deleteExpired(_ db: Transaction, at now: Date) throws {
        try db.run("DELETE FROM passwordReset WHERE expiresAt <= ?", [now.stored])
    }
}
