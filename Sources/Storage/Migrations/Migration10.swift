import GRDB

extension Migrations {
    /// Links with which people make accounts, and who invited whom.
    @Sendable static func addInvitations(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE invitation (
                    id INTEGER PRIMARY KEY,
                    tokenHash BLOB NOT NULL UNIQUE,
                    inviterId INTEGER REFERENCES user (id) ON DELETE SET NULL,
                    uses INTEGER NOT NULL,
                    usesLeft INTEGER NOT NULL CHECK (usesLeft >= 0),
                    forAdministrator INTEGER NOT NULL DEFAULT 0,
                    createdAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL
                );
                CREATE INDEX invitationByInviter ON invitation (inviterId);
                CREATE INDEX invitationOpen ON invitation (id) WHERE usesLeft > 0;
                CREATE TABLE invited (
                    userId INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
                    inviterId INTEGER REFERENCES user (id) ON DELETE SET NULL
                );
                CREATE INDEX invitedByInviter ON invited (inviterId);
                """)
    }
}
