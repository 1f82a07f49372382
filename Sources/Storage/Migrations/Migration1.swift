import GRDB

extension Migrations {
    /// People, their sessions, and what happened to their accounts. Times are whole seconds since 1970.
    @Sendable static func createAccounts(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE user (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    username TEXT NOT NULL UNIQUE CHECK (username = lower(username)),
                    nickname TEXT NOT NULL,
                    passwordHash TEXT NOT NULL,
                    avatar TEXT,
                    avatarSeed INTEGER NOT NULL,
                    createdAt INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE session (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
                    userAgent TEXT NOT NULL,
                    address TEXT NOT NULL,
                    remembered INTEGER NOT NULL CHECK (remembered IN (0, 1)),
                    createdAt INTEGER NOT NULL,
                    lastSeenAt INTEGER NOT NULL,
                    renewedAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL,
                    revokedAt INTEGER
                ) STRICT;
                CREATE INDEX sessionByUser ON session (userId, lastSeenAt);
                CREATE INDEX sessionByExpiry ON session (expiresAt);

                CREATE TABLE activity (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    kind TEXT NOT NULL,
                    userAgent TEXT NOT NULL,
                    address TEXT NOT NULL,
                    at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX activityByUser ON activity (userId, at);
                CREATE INDEX activityByTime ON activity (at);
                """)
    }
}
