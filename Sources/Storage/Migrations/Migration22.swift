import GRDB

extension Migrations {
    /// Entries about webhooks are counted apart from mentions: whoever reads a room has read what mentions them there, but
    /// not what only the inbox shows.
    @Sendable static func countHookNotices(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE membership ADD COLUMN noticeCount INTEGER NOT NULL DEFAULT 0;
                UPDATE membership SET noticeCount =
                    (SELECT count(*) FROM mention WHERE mention.roomId = membership.roomId
                        AND mention.userId = membership.userId AND mention.isRead = 0 AND mention.hookId IS NOT NULL)
                    WHERE mentionCount > 0;
                UPDATE membership SET mentionCount = mentionCount - noticeCount WHERE noticeCount > 0;

                DROP TRIGGER mentionAdded;
                DROP TRIGGER mentionRead;
                DROP TRIGGER mentionDeleted;
                CREATE TRIGGER mentionAdded AFTER INSERT ON mention WHEN new.isRead = 0
                    BEGIN
                        UPDATE membership SET
                            mentionCount = mentionCount + CASE WHEN new.hookId IS NULL THEN 1 ELSE 0 END,
                            noticeCount = noticeCount + CASE WHEN new.hookId IS NULL THEN 0 ELSE 1 END
                            WHERE roomId = new.roomId AND userId = new.userId;
                    END;
                CREATE TRIGGER mentionRead AFTER UPDATE OF isRead ON mention WHEN old.isRead = 0 AND new.isRead = 1
                    BEGIN
                        UPDATE membership SET
                            mentionCount = mentionCount - CASE WHEN new.hookId IS NULL THEN 1 ELSE 0 END,
                            noticeCount = noticeCount - CASE WHEN new.hookId IS NULL THEN 0 ELSE 1 END
                            WHERE roomId = new.roomId AND userId = new.userId;
                    END;
                CREATE TRIGGER mentionDeleted AFTER DELETE ON mention WHEN old.isRead = 0
                    BEGIN
                        UPDATE membership SET
                            mentionCount = mentionCount - CASE WHEN old.hookId IS NULL THEN 1 ELSE 0 END,
                            noticeCount = noticeCount - CASE WHEN old.hookId IS NULL THEN 0 ELSE 1 END
                            WHERE roomId = old.roomId AND userId = old.userId;
                    END;
                """)
    }
}
