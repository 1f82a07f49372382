import GRDB

extension Migrations {
    /// What the sessions of programs are prolonged with. Those that were used are kept for a while: one that comes again
    /// was stolen.
    @Sendable static func addRefreshTokens(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE refreshToken (
                    tokenHash BLOB PRIMARY KEY CHECK (length(tokenHash) = 32),
                    sessionId INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
                    issuedAt INTEGER NOT NULL,
                    usedAt INTEGER
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX refreshTokenBySession ON refreshToken (sessionId, issuedAt);
                """)
    }
}
