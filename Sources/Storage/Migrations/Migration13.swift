import GRDB

extension Migrations {
    /// The same tables as before, which now refuse values of other types, as all others do.
    @Sendable static func makeInvitationsStrict(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE strictInvitation (
                    id INTEGER PRIMARY KEY,
                    tokenHash BLOB NOT NULL UNIQUE,
                    inviterId INTEGER REFERENCES user (id) ON DELETE SET NULL,
                    uses INTEGER NOT NULL,
                    usesLeft INTEGER NOT NULL CHECK (usesLeft >= 0),
                    forAdministrator INTEGER NOT NULL DEFAULT 0,
                    createdAt INTEGER NOT NULL,
                    expiresAt INTEGER NOT NULL
                ) STRICT;
                INSERT INTO strictInvitation
                    SELECT id, tokenHash, inviterId, uses, usesLeft, forAdministrator, createdAt, expiresAt
                    FROM invitation;
                DROP TABLE invitation;
                ALTER TABLE strictInvitation RENAME TO invitation;
                CREATE INDEX invitationByInviter ON invitation (inviterId);
                CREATE INDEX invitationOpen ON invitation (id) WHERE usesLeft > 0;

                CREATE TABLE strictInvited (
                    userId INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
                    inviterId INTEGER REFERENCES user (id) ON DELETE SET NULL
                ) STRICT;
                INSERT INTO strictInvited SELECT userId, inviterId FROM invited;
                DROP TABLE invited;
                ALTER TABLE strictInvited RENAME TO invited;
                CREATE INDEX invitedByInviter ON invited (inviterId);
                """)
    }
}
