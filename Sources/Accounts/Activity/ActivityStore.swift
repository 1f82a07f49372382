import Foundation
import GRDB
import Storage

/// The `activity` table. Its functions run inside a transaction of the caller.
enum ActivityStore {
    /// Notes what happened to an account; nothing when the account has gone meanwhile.
    static func insert(
        _ db: GRDB.Database, _ kind: Activity.Kind, user: User.ID, device: Device, at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO activity (userId, kind, userAgent, address, at)
            SELECT id, ?, ?, ?, ? FROM user WHERE id = ?
            """, [kind.rawValue, device.userAgent, device.address, now.stored, user])
    }

    /// Notes what a person did themselves.
    static func insert(_ db: GRDB.Database, _ kind: Activity.Kind, by signedIn: SignedIn, at now: Date) throws {
        try insert(db, kind, user: signedIn.user.id, device: signedIn.session.device, at: now)
    }

    /// The newest entries first. Kinds that this version does not know are left out.
    static func recent(_ db: GRDB.Database, of user: User.ID, limit: Int) throws -> [Activity] {
        try db.rows(
            """
            SELECT id, kind, userAgent, address, at FROM activity
            WHERE userId = ? ORDER BY at DESC, id DESC LIMIT ?
            """, [user, limit]
        ).compactMap(Activity.init)
    }

    static func deleteOld(_ db: GRDB.Database, at now: Date) throws -> Int {
        try db.run("DELETE FROM activity WHERE at < ?", [(now - Activity.retention).stored])
        return db.changesCount
    }
}

extension Activity {
    fileprivate init?(_ row: Row) {
        guard let kind = Kind(rawValue: row[1]) else { return nil }
        self.init(
            id: row[0], kind: kind, device: Device(userAgent: row[2], address: row[3]), at: Date(stored: row[4]))
    }
}
