import Storage

/// Search by SQLite's FTS5.
///
/// Each room is a range of rows in the index, whose newest matches are read from its end. So a search costs what the
/// person's rooms cost, and not what the whole site has of a common word.
struct FullTextSearch: MessageSearch {
    func isBehind(_ db: Transaction) throws -> Bool {
        try db.exists("SELECT 1 FROM messageTextPending LIMIT 1")
    }

    /// Messages that are indexed in one step: whoever posts waits for it.
    private static let indexStep = 200

    func addPending(_ db: Transaction) throws -> Bool {
        let last = try db.row(
            "SELECT id FROM messageTextPending ORDER BY id LIMIT 1 OFFSET ?", [Self.indexStep - 1]
        ) { $0[0] as Int64 }
        let end = last ?? .max
        // Of a message whose text is gone by now, nothing is left to index.
        try db.run(
            """
            INSERT INTO messageText (rowid, body)
                SELECT id, body FROM messageTextPending
                JOIN message ON roomId = id >> 32 AND number = (id & 4294967295)
                WHERE id <= ? AND body <> '' ORDER BY id
            """, [end])
        try db.run("DELETE FROM messageTextPending WHERE id <= ?", [end])
        return last != nil
    }

    func needsPurge(_ db: Transaction) throws -> Bool {
        try db.exists("SELECT 1 FROM searchPurge LIMIT 1")
    }

    /// Pages of the index that are written in one step: whoever posts waits for it.
    private static let purgeStep = 16

    /// Rewrites the index without what was deleted. Until then, FTS5 only notes that a row is gone, with its words: a
    /// newer SQLite has `secure-delete` for this.
    func purge(_ db: Transaction) throws -> Bool {
        let isRequested = try db.exists("SELECT 1 FROM searchPurge WHERE id = 1")
        let isUnderWay = try db.exists("SELECT 1 FROM searchPurge WHERE id = 2")
        guard isRequested || isUnderWay else { return false }
        if !isUnderWay {
            try db.run("DELETE FROM searchPurge WHERE id = 1")
            try db.run("INSERT INTO searchPurge (id) VALUES (2)")
        }
        let before = try totalChanges(db)
        // A negative number begins to merge everything; a positive one goes on with that.
        try db.run(
            "INSERT INTO messageText (messageText, rank) VALUES ('merge', ?)",
            [isUnderWay ? Self.purgeStep : -Self.purgeStep])
        // So FTS5 says that there was nothing left to merge.
        guard try isUnderWay && totalChanges(db) - before < 2 else { return true }
        try db.run("DELETE FROM searchPurge WHERE id = 2")
        return isRequested
    }

    private func totalChanges(_ db: Transaction) throws -> Int64 {
        try db.row("SELECT total_changes()") { $0[0] } ?? 0
    }
}
