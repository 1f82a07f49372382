import GRDB

extension Migrations {
    /// Addresses to which other services post messages. Each has an account of its own, which nobody signs in to.
    @Sendable static func addIncomingHooks(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE user ADD COLUMN isApp INTEGER NOT NULL DEFAULT 0;

                CREATE TABLE incomingHook (
                    userId INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
                    roomId INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
                    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
                    makerId INTEGER REFERENCES user (id) ON DELETE SET NULL,
                    createdAt INTEGER NOT NULL,
                    lastUsedAt INTEGER
                ) STRICT;
                CREATE INDEX incomingHookByRoom ON incomingHook (roomId, userId);
                CREATE INDEX incomingHookByMaker ON incomingHook (makerId, userId);
                """)
    }
}
