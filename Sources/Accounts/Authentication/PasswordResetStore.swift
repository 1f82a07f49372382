import Foundation
import Storage

/// The `passwordReset` table: one link a person. Its functions run inside a transaction of the caller.
enum PasswordResetStore {
    /// Stores a link in place of an older one.
    ///
    /// - Parameter maker: the administrator who makes it; nil for the operator.
    static func replace(
        _ db: Transaction, of user: User.ID, by maker: User.ID?, tokenHash: Data, expiresAt: Date
    ) throws {
        try db.run(
            """
            INSERT INTO passwordReset (userId, tokenHash, expiresAt, makerId) VALUES (?, ?, ?, ?)
            ON CONFLICT (userId) DO UPDATE SET
                tokenHash = excluded.tokenHash, expiresAt = excluded.expiresAt, makerId = excluded.makerId
            """, [user, tokenHash, expiresAt.stored, maker])
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

    /// Deletes the links to other accounts that an administrator has made.
    static func deleteAll(_ db: Transaction, madeBy maker: User.ID) throws {
        try db.run("DELETE FROM passwordReset WHERE makerId = ?", [maker])
    }

    static func deleteExpired(_ db: Transaction, at now: Date) throws {
        try db.run("DELETE FROM passwordReset WHERE expiresAt <= ?", [now.stored])
    }
}
