import GRDB

extension Migrations {
    /// New messages wait in `messageTextPending`, under the row that they will have in the search index, until many are
    /// put into it at once. FTS5 writes a part of its index for every message that a transaction adds on its own.
    ///
    /// A message that waits is indexed as it is by then, so a change of it leaves the index alone.
    @Sendable static func indexMessagesLater(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE messageTextPending (id INTEGER PRIMARY KEY) STRICT;

                DROP TRIGGER messageTextAdded;
                DROP TRIGGER messageTextChanged;
                DROP TRIGGER messageTextDeleted;
                CREATE TRIGGER messageTextAdded AFTER INSERT ON message WHEN new.body <> ''
                    BEGIN
                        INSERT INTO messageTextPending (id) VALUES (new.roomId << 32 | new.number);
                    END;
                CREATE TRIGGER messageTextChanged AFTER UPDATE OF body ON message
                    WHEN old.body <> new.body
                        AND NOT EXISTS (SELECT 1 FROM messageTextPending WHERE id = old.roomId << 32 | old.number)
                    BEGIN
                        INSERT INTO messageText (messageText, rowid, body)
                            SELECT 'delete', old.roomId << 32 | old.number, old.body WHERE old.body <> '';
                        INSERT INTO messageText (rowid, body)
                            SELECT new.roomId << 32 | new.number, new.body WHERE new.body <> '';
                        INSERT INTO searchPurge (id) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM searchPurge WHERE id = 1);
                    END;
                CREATE TRIGGER messageTextDeleted AFTER DELETE ON message WHEN old.body <> ''
                    BEGIN
                        INSERT INTO messageText (messageText, rowid, body)
                            SELECT 'delete', old.roomId << 32 | old.number, old.body WHERE NOT EXISTS
                                (SELECT 1 FROM messageTextPending WHERE id = old.roomId << 32 | old.number);
                        DELETE FROM messageTextPending WHERE id = old.roomId << 32 | old.number;
                        INSERT INTO searchPurge (id) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM searchPurge WHERE id = 1);
                    END;
                """)
    }
}
