import GRDB

extension Migrations {
    /// The language and the time zone that a person has chosen.
    @Sendable static func addPreferences(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE user ADD COLUMN language TEXT;
                ALTER TABLE user ADD COLUMN timeZone TEXT;
                DROP TRIGGER userChanged;
                CREATE TRIGGER userChanged
                    AFTER UPDATE OF username, nickname, avatar, avatarSeed, role, disabledAt, language, timeZone ON user
                    BEGIN INSERT INTO accountChange (userId) VALUES (old.id); END;
                """)
    }
}
