import Foundation
import GRDB
import Storage

/// The `origin` table. Its functions run inside a transaction of the caller.
enum OriginStore {
    /// Notes a sign-in; says whether it is the first from there of an account that has been signed in to elsewhere.
    static func note(_ db: GRDB.Database, _ fingerprint: Data, of user: User.ID, at now: Date) throws -> Bool {
        try db.run(
            "UPDATE origin SET lastSeenAt = ? WHERE userId = ? AND fingerprint = ?", [now.stored, user, fingerprint])
        guard db.changesCount == 0 else { return false }
        let hasOthers = try db.row("SELECT 1 FROM origin WHERE userId = ? LIMIT 1", [user]) != nil
        try db.run(
            "INSERT INTO origin (userId, fingerprint, lastSeenAt) VALUES (?, ?, ?)", [user, fingerprint, now.stored])
        return hasOthers
    }

    /// When each was last signed in from, the latest first.
    static func times(_ db: GRDB.Database, of user: User.ID) throws -> [Date] {
        try db.rows("SELECT lastSeenAt FROM origin WHERE userId = ? ORDER BY lastSeenAt DESC", [user])
            .map { Date(stored: $0[0]) }
    }

    static func forget(_ db: GRDB.Database, _ fingerprint: Data, of user: User.ID) throws {
        try db.run("DELETE FROM origin WHERE userId = ? AND fingerprint = ?", [user, fingerprint])
    }

    /// Forgets what was long unused, but never an account's last: or the next sign-in, from wherever, would pass for
    /// its first.
    static func deleteOld(_ db: GRDB.Database, at now: Date) throws {
        try db.run(
            """
            DELETE FROM origin WHERE lastSeenAt <= ? AND EXISTS (
                SELECT 1 FROM origin AS other
                WHERE other.userId = origin.userId
                    AND (other.lastSeenAt, other.fingerprint) > (origin.lastSeenAt, origin.fingerprint))
            """, [(now - Origin.retention).stored])
    }
}
