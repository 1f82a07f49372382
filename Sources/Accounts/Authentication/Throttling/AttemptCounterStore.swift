import Foundation
import Storage

/// The `tryCounter` table. Its functions run inside a transaction of the caller.
enum AttemptCounterStore {
    /// Saves a counter, or deletes it when it is nil.
    static func save(_ db: Transaction, _ id: CounterID, _ counter: Throttle.Counter?) throws {
        guard let counter else {
            try db.run("DELETE FROM tryCounter WHERE id = ?", [id.bytes])
            return
        }
        try db.run(
            """
            INSERT INTO tryCounter (id, tries, lastTryAt, blockedUntil) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET
                tries = excluded.tries, lastTryAt = excluded.lastTryAt, blockedUntil = excluded.blockedUntil
            """,
            [
                id.bytes, counter.attempts, counter.lastAttempt.stored,
                // Rounded up: nobody waits less because of a restart.
                Int64(counter.blockedUntil.timeIntervalSince1970.rounded(.up)),
            ])
    }

    /// At most `limit` counters that have not expired: first those that block somebody, then those with the most attempts,
    /// then the newest.
    static func load(_ db: Transaction, limit: Int, at now: Date) throws -> [CounterID: Throttle.Counter] {
        let pairs = try db.rows(
            """
            SELECT id, tries, lastTryAt, blockedUntil FROM tryCounter
            WHERE lastTryAt > ? ORDER BY blockedUntil > ? DESC, tries DESC, lastTryAt DESC LIMIT ?
            """, [(now - Throttle.memory).stored, now.stored, limit]
        ) { row in
            let counter = Throttle.Counter(
                attempts: row[1], lastAttempt: Date(stored: row[2]), blockedUntil: Date(stored: row[3]))
            return CounterID(row[0]).map { ($0, counter) }
        }
        return Dictionary(uniqueKeysWithValues: pairs.compactMap(\.self))
    }

    static func deleteOld(_ db: Transaction, at now: Date) throws {
        try db.run("DELETE FROM tryCounter WHERE lastTryAt <= ?", [(now - Throttle.memory).stored])
    }
}
