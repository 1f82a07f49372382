import Foundation
import Storage

/// The `origin` table. Its functions run inside a transaction of the caller.
enum KnownLocationStore {
    /// Notes a sign-in; says whether it is the first from there of an account that has been signed in to elsewhere.
    static func note(_ db: Transaction, _ fingerprint: Data, of user: User.ID, at now: Date) throws -> Bool {
        try db.run(
            "UPDATE origin SET lastSeenAt = ? WHERE userId = ? AND fingerprint = ?", [now.stored, user, fingerprint])
        guard db.changes == 0 else { return false }
        let hasOthers = try db.exists("SELECT 1 FROM origin WHERE userId = ? LIMIT 1", [user])
        try db.run(
            "INSERT INTO origin (userId, fingerprint, lastSeenAt) VALUES (?, ?, ?)", [user, fingerprint, now.stored])
        try forgetSurplus(db, of: user)
        return hasOthers
    }

    /// Forgets where the account was signed in from longest ago; a sign-in from there is new again.
    private static func forgetSurplus(_ db: Transaction, of user: User.ID) throws {
        try db.run(
            """
            DELETE FROM origin WHERE userId = ? AND fingerprint IN (
                SELECT fingerprint FROM origin WHERE userId = ? ORDER BY lastSeenAt DESC LIMIT ? OFFSET ?)
            """, [user, user, Int64.max, KnownLocation.limit])
    }

    /// When each was last signed in from, the latest first.
    static func times(_ db: Transaction, of user: User.ID) throws -> [Date] {
        try db.rows("SELECT lastSeenAt FROM origin WHERE userId = ? ORDER BY lastSeenAt DESC", [user]) {
            Date(stored: $0[0])
        }
    }

    static func forget(_ db: Transaction, _ fingerprint: Data, of user: User.ID) throws {
        try db.run("DELETE FROM origin WHERE userId = ? AND fingerprint = ?", [user, fingerprint])
    }

    /// What was long unused, but never an account's last: or the next sign-in, from wherever, would pass for its first.
    private static let isForgettable = """
        lastSeenAt <= ? AND EXISTS (
            SELECT 1 FROM origin AS other
            WHERE other.userId = origin.userId
                AND (other.lastSeenAt, other.fingerprint) > (origin.lastSeenAt, origin.fingerprint))
        """

    struct Key: Sendable {
        let user: User.ID
        let fingerprint: Data
    }

    /// What may be forgotten, at most `limit`. It looks at the last location of every account that has long been unused,
    /// which is too much for a transaction that others wait for.
    static func forgettable(_ db: Transaction, limit: Int, at now: Date) throws -> [Key] {
        try db.rows(
            "SELECT userId, fingerprint FROM origin WHERE \(isForgettable) LIMIT ?",
            [(now - KnownLocation.retention).stored, limit]
        ) { Key(user: $0[0], fingerprint: $0[1]) }
    }

    /// Forgets what ``forgettable(_:limit:at:)`` found, where that is still so.
    static func delete(_ db: Transaction, _ keys: [Key], at now: Date) throws {
        for key in keys {
            try db.run(
                "DELETE FROM origin WHERE userId = ? AND fingerprint = ? AND \(isForgettable)",
                [key.user, key.fingerprint, (now - KnownLocation.retention).stored])
        }
    }
}
