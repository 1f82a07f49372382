import Foundation
import Storage

/// The `activity` table. Its functions run inside a transaction of the caller.
enum ActivityStore {
    private static let columns = "id, kind, userAgent, address, at, sessionId, review, others"

    /// Notes what happened to an account; nothing when the account has gone meanwhile.
    static func insert(
        _ db: Transaction, _ kind: Activity.Kind, user: User.ID, device: Device, session: Session.ID? = nil,
        review: Activity.Review? = nil, at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO activity (userId, kind, userAgent, address, at, sessionId, review)
            SELECT id, ?, ?, ?, ?, ?, ? FROM user WHERE id = ?
            """, [kind.rawValue, device.userAgent, device.address, now.stored, session, review?.rawValue, user])
        if review == .new { try lapse(db, of: user) }
        try condense(db, kind, of: user, on: now)
    }

    /// Notes what the person did themselves; coalesced kinds at most once a minute.
    static func insert(_ db: Transaction, _ kind: Activity.Kind, by signedIn: SignedIn, at now: Date) throws {
        let (user, device) = (signedIn.user.id, signedIn.session.device)
        if kind.isCoalesced, try isFresh(db, kind, of: user, on: device, at: now) { return }
        try insert(db, kind, user: user, device: device, at: now)
    }

    /// Whether the same was noted less than a minute ago, and not much since.
    private static func isFresh(
        _ db: Transaction, _ kind: Activity.Kind, of user: User.ID, on device: Device, at now: Date
    ) throws -> Bool {
        let latest = try db.rows("SELECT \(columns) FROM activity WHERE userId = ? ORDER BY id DESC LIMIT 20", [user]) {
            Activity($0)
        }.compactMap(\.self)
        return latest.contains { $0.kind == kind && $0.device == device && now < $0.at + 60 }
    }

    /// At most `limit` entries older than `id`, the newest first. Kinds that this version does not know are left out.
    ///
    /// Pages are cut by id, so that new entries do not move the others while somebody reads.
    static func page(
        _ db: Transaction, of user: User.ID, before id: Activity.ID?, limit: Int
    ) throws -> ActivityPage {
        let rows = try db.rows(
            "SELECT \(columns) FROM activity WHERE userId = ? AND id < ? ORDER BY id DESC LIMIT ?",
            [user, id ?? .max, limit + 1]
        ) { (id: $0[0] as Activity.ID, entry: Activity($0)) }
        let shown = rows.prefix(limit)
        return ActivityPage(
            entries: shown.compactMap(\.entry), next: rows.count > limit ? shown.last?.id : nil)
    }

    /// The sign-ins that the person is asked about, the newest first.
    static func unanswered(_ db: Transaction, of user: User.ID) throws -> [Activity] {
        try db.rows(
            "SELECT \(columns) FROM activity WHERE userId = ? AND review = 'new' ORDER BY id DESC LIMIT ?",
            [user, Activity.Review.limit]
        ) { Activity($0) }.compactMap(\.self)
    }

    /// An entry that is up for review, or was.
    static func reviewed(_ db: Transaction, _ id: Activity.ID, of user: User.ID) throws -> Activity? {
        try db.row(
            "SELECT \(columns) FROM activity WHERE id = ? AND userId = ? AND review IS NOT NULL", [id, user]
        ) { Activity($0) } ?? nil
    }

    static func setReview(_ db: Transaction, _ review: Activity.Review, of id: Activity.ID) throws {
        try db.run("UPDATE activity SET review = ? WHERE id = ?", [review.rawValue, id])
    }

    /// Deletes at most `limit`; returns how many.
    static func deleteOld(_ db: Transaction, limit: Int, at now: Date) throws -> Int {
        try db.run(
            "DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE at < ? LIMIT ?)",
            [(now - Activity.retention).stored, limit])
        return db.changes
    }
}

extension Activity {
    /// Reads a row of `ActivityStore.columns`; nil for a kind that this version does not know.
    fileprivate init?(_ row: borrowing Row) {
        guard let kind = Kind(rawValue: row[1]) else { return nil }
        self.init(
            id: row[0], kind: kind, device: Device(userAgent: row[2], address: row[3]), at: Date(stored: row[4]),
            session: row[5], review: (row[6] as String?).flatMap(Review.init), others: row[7])
    }
}
