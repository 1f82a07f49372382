import GRDB

extension Migrations {
    /// The rooms of a person, which most pages list, lie side by side. By room, each of them had to be looked up.
    @Sendable static func orderMembershipsByPerson(_ db: GRDB.Database) throws {
        // Those of the table go with it, and the others would miss it.
        let triggers = try GRDB.Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%membership%'"
        ).map { (name: $0[0] as String, sql: $0[1] as String) }
        for trigger in triggers { try db.execute(sql: "DROP TRIGGER \"\(trigger.name)\"") }
        try db.execute(sql: memberships)
        for trigger in triggers { try db.execute(sql: trigger.sql) }
    }

    private static let memberships = """
        CREATE TABLE membershipByPerson (
            roomId INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'moderator', 'member')),
            level TEXT NOT NULL DEFAULT 'everything' CHECK (level IN ('everything', 'mentions', 'nothing', 'hidden')),
            readNumber INTEGER NOT NULL,
            mentionCount INTEGER NOT NULL DEFAULT 0,
            joinedAt INTEGER NOT NULL,
            leftAt INTEGER,
            isBarred INTEGER NOT NULL DEFAULT 0 CHECK (isBarred IN (0, 1)),
            deliveredNumber INTEGER NOT NULL DEFAULT 0,
            noticeCount INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (userId, roomId)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO membershipByPerson
            SELECT roomId, userId, role, level, readNumber, mentionCount, joinedAt, leftAt, isBarred, deliveredNumber,
                noticeCount
            FROM membership ORDER BY userId, roomId;
        DROP TABLE membership;
        ALTER TABLE membershipByPerson RENAME TO membership;
        CREATE INDEX membershipByRoom ON membership (roomId, userId);
        CREATE INDEX membershipStaff ON membership (roomId, userId) WHERE role <> 'member';
        """
}
