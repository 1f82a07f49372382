import GRDB

extension Migrations {
    /// An entry of an inbox may be about a webhook that was given up, in place of a message. The table is made anew, as
    /// its checks do not allow that; ids go on where they were.
    @Sendable static func addHookNotices(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE newMention (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    roomId INTEGER NOT NULL,
                    number INTEGER,
                    hookId INTEGER REFERENCES outgoingHook (id) ON DELETE CASCADE,
                    userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
                    kind TEXT NOT NULL CHECK (kind IN ('mention', 'reply', 'warning', 'webhook')),
                    isRead INTEGER NOT NULL DEFAULT 0 CHECK (isRead IN (0, 1)),
                    UNIQUE (roomId, number, userId),
                    FOREIGN KEY (roomId, number) REFERENCES message (roomId, number) ON DELETE CASCADE,
                    CHECK ((kind = 'webhook') = (hookId IS NOT NULL)),
                    CHECK ((hookId IS NULL) = (number IS NOT NULL))
                ) STRICT;
                INSERT INTO sqlite_sequence (name, seq)
                    SELECT 'newMention', seq FROM sqlite_sequence WHERE name = 'mention';
                INSERT INTO newMention (id, roomId, number, userId, kind, isRead)
                    SELECT id, roomId, number, userId, kind, isRead FROM mention;
                DROP TABLE mention;
                ALTER TABLE newMention RENAME TO mention;
                CREATE INDEX mentionByUser ON mention (userId, id);
                CREATE INDEX mentionUnread ON mention (userId, roomId, number) WHERE isRead = 0;
                CREATE UNIQUE INDEX mentionByHook ON mention (hookId, userId) WHERE hookId IS NOT NULL;

                CREATE TRIGGER mentionAdded AFTER INSERT ON mention WHEN new.isRead = 0
                    BEGIN
                        UPDATE membership SET mentionCount = mentionCount + 1
                            WHERE roomId = new.roomId AND userId = new.userId;
                    END;
                CREATE TRIGGER mentionRead AFTER UPDATE OF isRead ON mention WHEN old.isRead = 0 AND new.isRead = 1
                    BEGIN
                        UPDATE membership SET mentionCount = mentionCount - 1
                            WHERE roomId = new.roomId AND userId = new.userId;
                    END;
                CREATE TRIGGER mentionDeleted AFTER DELETE ON mention WHEN old.isRead = 0
                    BEGIN
                        UPDATE membership SET mentionCount = mentionCount - 1
                            WHERE roomId = old.roomId AND userId = old.userId;
                    END;
                """)
    }
}
