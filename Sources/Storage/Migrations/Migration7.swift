import GRDB

extension Migrations {
    /// Rooms and what is said in them.
    ///
    /// Numbers of messages count up in their room without a gap, so that the number of unread messages is a difference.
    /// Every change of a message takes the next revision of its room.
    @Sendable static func addConversation(_ db: GRDB.Database) throws {
        for sql in [rooms, messages, remarks, uploads, moderation, people, search, everyone, counters] {
            try db.execute(sql: sql)
        }
    }

    /// `people` are the ids of those in a direct conversation, by which it is found again. A room that is being deleted
    /// has `deletedAt` until all its messages are gone. Days of retention: NULL for the site's rule, 0 for ever.
    private static let rooms = """
        CREATE TABLE room (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('open', 'closed', 'direct')),
            name TEXT NOT NULL,
            description TEXT NOT NULL DEFAULT '',
            people TEXT UNIQUE,
            includesEveryone INTEGER NOT NULL DEFAULT 0 CHECK (includesEveryone IN (0, 1)),
            createdBy INTEGER REFERENCES user (id) ON DELETE SET NULL,
            createdAt INTEGER NOT NULL,
            archivedAt INTEGER,
            deletedAt INTEGER,
            firstNumber INTEGER NOT NULL DEFAULT 1,
            lastNumber INTEGER NOT NULL DEFAULT 0,
            lastMessageAt INTEGER,
            revision INTEGER NOT NULL DEFAULT 0,
            memberCount INTEGER NOT NULL DEFAULT 0,
            retentionDays INTEGER CHECK (retentionDays >= 0),
            CHECK ((kind = 'direct') = (people IS NOT NULL))
        ) STRICT;
        CREATE INDEX roomByCreator ON room (createdBy);
        CREATE INDEX roomOpen ON room (name, id) WHERE kind = 'open' AND archivedAt IS NULL AND deletedAt IS NULL;
        CREATE INDEX roomOfEveryone ON room (id) WHERE includesEveryone = 1;
        CREATE INDEX roomDeleted ON room (id) WHERE deletedAt IS NOT NULL;

        CREATE TABLE membership (
            roomId INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'moderator', 'member')),
            level TEXT NOT NULL DEFAULT 'everything' CHECK (level IN ('everything', 'mentions', 'nothing', 'hidden')),
            readNumber INTEGER NOT NULL,
            mentionCount INTEGER NOT NULL DEFAULT 0,
            joinedAt INTEGER NOT NULL,
            leftAt INTEGER,
            isBarred INTEGER NOT NULL DEFAULT 0 CHECK (isBarred IN (0, 1)),
            PRIMARY KEY (roomId, userId)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX membershipByUser ON membership (userId, roomId);
        CREATE INDEX membershipStaff ON membership (roomId, userId) WHERE role <> 'member';
        """

    private static let messages = """
        CREATE TABLE message (
            roomId INTEGER NOT NULL REFERENCES room (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            authorId INTEGER REFERENCES user (id) ON DELETE SET NULL,
            body TEXT NOT NULL,
            replyTo INTEGER,
            key BLOB NOT NULL CHECK (length(key) = 16),
            createdAt INTEGER NOT NULL,
            editedAt INTEGER,
            deletedAt INTEGER,
            pinnedAt INTEGER,
            PRIMARY KEY (roomId, number),
            UNIQUE (authorId, key)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX messageByRevision ON message (roomId, revision);
        CREATE INDEX messageByAuthor ON message (authorId, roomId, number);
        CREATE INDEX messagePinned ON message (roomId, pinnedAt) WHERE pinnedAt IS NOT NULL;

        CREATE TABLE messageVersion (
            roomId INTEGER NOT NULL,
            number INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            body TEXT NOT NULL,
            writtenAt INTEGER NOT NULL,
            PRIMARY KEY (roomId, number, revision),
            FOREIGN KEY (roomId, number) REFERENCES message (roomId, number) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        """

    private static let remarks = """
        CREATE TABLE reaction (
            roomId INTEGER NOT NULL,
            number INTEGER NOT NULL,
            emoji TEXT NOT NULL,
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (roomId, number, emoji, userId),
            FOREIGN KEY (roomId, number) REFERENCES message (roomId, number) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reactionByUser ON reaction (userId, roomId, number);

        CREATE TABLE mention (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            roomId INTEGER NOT NULL,
            number INTEGER NOT NULL,
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('mention', 'reply', 'warning')),
            isRead INTEGER NOT NULL DEFAULT 0 CHECK (isRead IN (0, 1)),
            UNIQUE (roomId, number, userId),
            FOREIGN KEY (roomId, number) REFERENCES message (roomId, number) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX mentionByUser ON mention (userId, id);
        CREATE INDEX mentionUnread ON mention (userId, roomId, number) WHERE isRead = 0;
        """

    /// A file belongs to a room from the moment it is sent, and to a message once that is posted. One without a room
    /// was removed, and its bytes must go.
    private static let uploads = """
        CREATE TABLE attachment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            roomId INTEGER REFERENCES room (id) ON DELETE SET NULL,
            number INTEGER,
            uploaderId INTEGER REFERENCES user (id) ON DELETE SET NULL,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            bytes INTEGER NOT NULL CHECK (bytes >= 0),
            width INTEGER,
            height INTEGER,
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
            createdAt INTEGER NOT NULL,
            FOREIGN KEY (roomId, number) REFERENCES message (roomId, number) ON DELETE SET NULL
        ) STRICT;
        CREATE INDEX attachmentByMessage ON attachment (roomId, number);
        CREATE INDEX attachmentByUploader ON attachment (uploaderId, bytes);
        CREATE INDEX attachmentPending ON attachment (createdAt) WHERE number IS NULL;
        """

    /// The audit log outlives rooms and messages: their numbers are never used again.
    private static let moderation = """
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

    private static let people = """
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

    /// The row of a message in the index is made of the room's id and the message's number, so that a room is a range
    /// of rows. The index keeps no text; what it needs to forget a message, the triggers tell it.
    ///
    /// `searchPurge` has row 1 when words of deleted messages are left in the index, and row 2 while a purge goes on.
    private static let search = """
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
    private static let everyone = """
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
    private static let counters = """
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
