import Foundation
import GRDB
import Storage

/// What keeps the list of an account short, whatever somebody does in it.
extension ActivityStore {
    /// Asks no more about sign-ins beyond the newest.
    static func lapse(_ db: GRDB.Database, of user: User.ID) throws {
        let surplus = try db.rows(
            """
            SELECT id, kind, at FROM activity WHERE userId = ? AND review = 'new' ORDER BY id DESC LIMIT -1 OFFSET ?
            """, [user, Activity.Review.limit])
        for row in surplus {
            try setReview(db, .lapsed, of: row[0])
            guard let kind = Activity.Kind(rawValue: row[1]) else { continue }
            try condense(db, kind, of: user, on: Date(stored: row[2]))
        }
    }

    /// Keeps the first entries of a kind on a day (of UTC) and the last, which counts those between. What its owner is
    /// asked about stays: whoever has broken in cannot push that off the list by doing more.
    static func condense(_ db: GRDB.Database, _ kind: Activity.Kind, of user: User.ID, on time: Date) throws {
        let midnight = time.stored - time.stored % 86_400
        let rows = try db.rows(
            """
            SELECT id, others FROM activity
            WHERE userId = ? AND kind = ? AND at >= ? AND at < ? AND review IS NOT 'new' ORDER BY id
            """, [user, kind.rawValue, midnight, midnight + 86_400])
        guard rows.count > Activity.dailyLimit, let last = rows.last else { return }
        let surplus = rows[(Activity.dailyLimit - 1)..<(rows.count - 1)]
        for row in surplus { try db.run("DELETE FROM activity WHERE id = ?", [row[0] as Activity.ID]) }
        let others = surplus.reduce(surplus.count) { $0 + ($1[1] as Int) }
        try db.run("UPDATE activity SET others = others + ? WHERE id = ?", [others, last[0] as Activity.ID])
    }
}
