import GRDB

extension Migrations {
    /// Secret addresses at which people's feed readers find what is new for them.
    @Sendable static func addFeedTokens(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE feedToken (
                    userId INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
                    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
                    createdAt INTEGER NOT NULL,
                    lastUsedAt INTEGER
                ) STRICT;
                """)
    }
}
