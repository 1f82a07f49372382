import GRDB

extension Migrations {
    /// The log of changes tells of all that a dashboard shows, so that this too may be kept in memory.
    ///
    /// A minor change is one of what an account's pages show: neither who the person is nor whether a session is open.
    @Sendable static func logMinorChanges(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE accountChange ADD COLUMN isMinor INTEGER NOT NULL DEFAULT 0 CHECK (isMinor IN (0, 1));
                CREATE TRIGGER sessionAdded AFTER INSERT ON session
                    BEGIN INSERT INTO accountChange (userId, isMinor) VALUES (new.userId, 1); END;
                CREATE TRIGGER sessionSeen
                    AFTER UPDATE OF id, userId, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt
                    ON session
                    BEGIN INSERT INTO accountChange (userId, isMinor) VALUES (new.userId, 1); END;
                CREATE TRIGGER activityAdded AFTER INSERT ON activity
                    BEGIN INSERT INTO accountChange (userId, isMinor) VALUES (new.userId, 1); END;
                CREATE TRIGGER activityChanged AFTER UPDATE ON activity
                    BEGIN INSERT INTO accountChange (userId, isMinor) VALUES (old.userId, 1), (new.userId, 1); END;
                CREATE TRIGGER activityDeleted AFTER DELETE ON activity
                    BEGIN INSERT INTO accountChange (userId, isMinor) VALUES (old.userId, 1); END;
                """)
    }
}
