import Storage

/// The `accountChange` table, which triggers write. Its functions run inside a transaction of the caller.
package enum ChangeLog {
    /// Entries that are kept for readers that are behind. A reader further behind must reload everything.
    static let length: Int64 = 10_000

    struct Entry {
        let id: Int64
        let user: User.ID
        /// The change affects only the lists on account pages, not the user or the validity of a session.
        let isMinor: Bool
    }

    /// What was added to the log since it was last read.
    enum Changes {
        case entries([Entry])
        /// Any account may have changed: the log does not go back far enough.
        case all(end: Int64)
    }

    /// - Parameter id: the last entry that the reader knows, nil when it knows none.
    static func changes(_ db: Transaction, after id: Int64?) throws -> Changes {
        guard let id else { return .all(end: try end(db)) }
        let entries = try entries(db, after: id)
        // The ids have no gaps, but the old end is cut off.
        guard let first = entries.first, let last = entries.last, first.id != id + 1 else { return .entries(entries) }
        return .all(end: last.id)
    }

    /// The id of the newest entry; 0 when there never was one.
    private static func end(_ db: Transaction) throws -> Int64 {
        try db.row("SELECT max(id) FROM accountChange") { $0[0] ?? 0 } ?? 0
    }

    private static func entries(_ db: Transaction, after id: Int64) throws -> [Entry] {
        try db.rows("SELECT id, userId, isMinor FROM accountChange WHERE id > ? ORDER BY id", [id]) {
            Entry(id: $0[0], user: $0[1], isMinor: $0[2])
        }
    }

    /// Deletes the oldest entries. The newest one always stays, so that the end of the log is known.
    package static func cut(_ db: Transaction) throws {
        try db.run("DELETE FROM accountChange WHERE id <= (SELECT max(id) FROM accountChange) - ?", [length])
    }
}
