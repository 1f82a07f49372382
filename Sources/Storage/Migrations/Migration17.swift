import GRDB

extension Migrations {
    /// Whether others see that a person is here, and how far they have read.
    @Sendable static func addPrivacy(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE user ADD COLUMN showsPresence INTEGER NOT NULL DEFAULT 1 CHECK (showsPresence IN (0, 1));
                ALTER TABLE user ADD COLUMN sendsReceipts INTEGER NOT NULL DEFAULT 1 CHECK (sendsReceipts IN (0, 1));
                DROP TRIGGER userChanged;
                CREATE TRIGGER userChanged
                    AFTER UPDATE OF username, nickname, avatar, avatarSeed, role, disabledAt, language, timeZone,
                        showsPresence, sendsReceipts ON user
                    BEGIN INSERT INTO accountChange (userId) VALUES (old.id); END;
                """)
    }
}
