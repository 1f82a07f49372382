import GRDB

extension Migrations {
    /// Tokens that people make for their programs. Each is a session that no cookie opens.
    @Sendable static func addPersonalTokens(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE personalToken (
                    sessionId INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
                    userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
                    name TEXT NOT NULL,
                    mayWrite INTEGER NOT NULL CHECK (mayWrite IN (0, 1))
                ) STRICT;
                CREATE INDEX personalTokenByUser ON personalToken (userId, sessionId);
                """)
    }
}
