import GRDB

extension Migrations {
    /// Bounds for what an account's activity holds: questions that nobody answers lapse, and what happens often on one
    /// day is counted.
    @Sendable static func boundActivity(_ db: GRDB.Database) throws {
        try db.execute(sql: columns)
        try db.execute(sql: surplus)
    }

    /// A CHECK cannot be changed, so the column is made anew.
    private static let columns = """
        ALTER TABLE activity RENAME COLUMN review TO formerReview;
        ALTER TABLE activity ADD COLUMN review TEXT CHECK (review IN ('new', 'confirmed', 'denied', 'lapsed'));
        UPDATE activity SET review = formerReview WHERE formerReview IS NOT NULL;
        ALTER TABLE activity DROP COLUMN formerReview;
        ALTER TABLE activity ADD COLUMN others INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX activityUnanswered ON activity (userId, id) WHERE review = 'new';
        CREATE INDEX activityByKind ON activity (userId, kind, at);
        """

    private static let surplus = """
        UPDATE activity SET review = 'lapsed' WHERE id IN (
            SELECT id FROM (
                SELECT id, row_number() OVER (PARTITION BY userId ORDER BY id DESC) AS place
                FROM activity WHERE review = 'new')
            WHERE place > 10);
        DELETE FROM origin WHERE (userId, fingerprint) IN (
            SELECT userId, fingerprint FROM (
                SELECT userId, fingerprint,
                    row_number() OVER (PARTITION BY userId ORDER BY lastSeenAt DESC, fingerprint) AS place
                FROM origin)
            WHERE place > 100);
        """
}
