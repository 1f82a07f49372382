extension ConversationSchema {
    /// The row of a message in the index is made of the room's id and the message's number, so that a room is a range
    /// of rows. The index keeps no text; what it needs to forget a message, the triggers tell it.
    ///
    /// `searchPurge` has row 1 when words of deleted messages are left in the index, and row 2 while a purge goes on.
    static let search = """
        CREATE VIRTUAL TABLE messageText USING fts5(
            body, content = '', columnsize = 0, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2');
        CREATE TABLE searchPurge (id INTEGER PRIMARY KEY CHECK (id IN (1, 2))) STRICT;

        CREATE TRIGGER messageTextAdded AFTER INSERT ON message WHEN new.body <> ''
            BEGIN
                INSERT INTO messageText (rowid, body) VALUES (new.roomId << 32 | new.number, new.body);
            END;
        CREATE TRIGGER messageTextChanged AFTER UPDATE OF body ON message WHEN old.body <> new.body
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
                    VALUES ('delete', old.roomId << 32 | old.number, old.body);
                INSERT INTO searchPurge (id) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM searchPurge WHERE id = 1);
            END;
        """

    /// The room that a site begins with. All who have an account are in it, and all who get one.
    static let everyone = """
        INSERT INTO room (kind, name, includesEveryone, createdAt)
            VALUES ('open', 'Everyone', 1, CAST(strftime('%s', 'now') AS INTEGER));
        INSERT INTO membership (roomId, userId, readNumber, joinedAt)
            SELECT room.id, user.id, 0, user.createdAt FROM room CROSS JOIN user;
        UPDATE room SET memberCount = (SELECT count(*) FROM user);

        CREATE TRIGGER userJoined AFTER INSERT ON user
            BEGIN
                INSERT INTO membership (roomId, userId, readNumber, joinedAt)
                    SELECT id, new.id, lastNumber, new.createdAt FROM room
                    WHERE includesEveryone = 1 AND deletedAt IS NULL;
            END;
        """

    /// Counters that are right whatever a row goes with: a person, a message or a room.
    static let counters = """
        CREATE TRIGGER membershipAdded AFTER INSERT ON membership WHEN new.leftAt IS NULL
            BEGIN UPDATE room SET memberCount = memberCount + 1 WHERE id = new.roomId; END;
        CREATE TRIGGER membershipEnded AFTER UPDATE OF leftAt ON membership
            WHEN old.leftAt IS NULL AND new.leftAt IS NOT NULL
            BEGIN UPDATE room SET memberCount = memberCount - 1 WHERE id = new.roomId; END;
        CREATE TRIGGER membershipResumed AFTER UPDATE OF leftAt ON membership
            WHEN old.leftAt IS NOT NULL AND new.leftAt IS NULL
            BEGIN UPDATE room SET memberCount = memberCount + 1 WHERE id = new.roomId; END;
        CREATE TRIGGER membershipDeleted AFTER DELETE ON membership WHEN old.leftAt IS NULL
            BEGIN UPDATE room SET memberCount = memberCount - 1 WHERE id = old.roomId; END;

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
        """
}
