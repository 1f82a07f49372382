extension ConversationSchema {
    /// The audit log outlives rooms and messages: their numbers are never used again.
    static let moderation = """
        CREATE TABLE report (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            roomId INTEGER NOT NULL,
            number INTEGER NOT NULL,
            reporterId INTEGER REFERENCES user (id) ON DELETE SET NULL,
            reason TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            handledBy INTEGER REFERENCES user (id) ON DELETE SET NULL,
            handledAt INTEGER,
            outcome TEXT CHECK (outcome IN ('kept', 'removed', 'warned', 'authorRemoved', 'accountDisabled')),
            UNIQUE (roomId, number, reporterId),
            FOREIGN KEY (roomId, number) REFERENCES message (roomId, number) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX reportOpen ON report (id) WHERE handledAt IS NULL;
        CREATE INDEX reportOpenByRoom ON report (roomId, id) WHERE handledAt IS NULL;
        CREATE INDEX reportByReporter ON report (reporterId, id);
        CREATE INDEX reportByHandler ON report (handledBy) WHERE handledBy IS NOT NULL;

        CREATE TABLE auditEntry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actorId INTEGER REFERENCES user (id) ON DELETE SET NULL,
            action TEXT NOT NULL,
            roomId INTEGER,
            number INTEGER,
            subjectId INTEGER REFERENCES user (id) ON DELETE SET NULL,
            detail TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX auditByTime ON auditEntry (at);
        CREATE INDEX auditByActor ON auditEntry (actorId, id);
        CREATE INDEX auditBySubject ON auditEntry (subjectId, id);
        CREATE INDEX auditByRoom ON auditEntry (roomId, id);
        CREATE INDEX auditByAction ON auditEntry (action, id);
        """

    static let people = """
        ALTER TABLE user ADD COLUMN statusEmoji TEXT;
        ALTER TABLE user ADD COLUMN statusText TEXT;

        CREATE TABLE block (
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            blockedId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (userId, blockedId),
            CHECK (userId <> blockedId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX blockByBlocked ON block (blockedId);
        """
}
