import Foundation
import Storage

/// Keeps an account's activity short, whatever is done in the account.
extension ActivityStore {
    /// Stops asking about all sign-ins but the newest.
    static func lapse(_ db: Transaction, of user: User.ID) throws {
        let surplus = try db.rows(
            """
            SELECT id, kind, at FROM activity WHERE userId = ? AND review = 'new' ORDER BY id DESC LIMIT ? OFFSET ?
            """, [user, Int64.max, Activity.Review.limit]
        ) { (id: $0[0] as Activity.ID, kind: $0[1] as String, at: $0[2] as Int64) }
        for entry in surplus {
            try setReview(db, .lapsed, of: entry.id)
            guard let kind = Activity.Kind(rawValue: entry.kind) else { continue }
            try condense(db, kind, of: user, on: Date(stored: entry.at))
        }
    }

    /// Keeps the first entries of a kind on a day (in UTC) and the last, which counts those between. Sign-ins that the
    /// owner is asked about stay: an intruder cannot push them off the list by doing more.
    static func condense(_ db: Transaction, _ kind: Activity.Kind, of user: User.ID, on time: Date) throws {
        let midnight = time.stored - time.stored % 86_400
        let rows = try db.rows(
            """
            SELECT id, others FROM activity
            WHERE userId = ? AND kind = ? AND at >= ? AND at < ? AND review IS DISTINCT FROM 'new' ORDER BY id
            """, [user, kind.rawValue, midnight, midnight + 86_400]
        ) { (id: $0[0] as Activity.ID, others: $0[1] as Int) }
        guard rows.count > Activity.dailyLimit, let last = rows.last else { return }
        let surplus = rows[(Activity.dailyLimit - 1)..<(rows.count - 1)]
        for row in surplus { try db.run("DELETE FROM activity WHERE id = ?", [row.id]) }
        let others = surplus.reduce(surplus.count) { $0 + $1.others }
        try db.run("UPDATE activity SET others = others + ? WHERE id = ?", [others, last.id])
    }
}
