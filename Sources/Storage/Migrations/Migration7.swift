import GRDB

extension Migrations {
    /// Rooms and what is said in them.
    ///
    /// Numbers of messages count up in their room without a gap, so that the number of unread messages is a difference.
    /// Every change of a message takes the next revision of its room.
    @Sendable static func addConversation(_ db: GRDB.Database) throws {
        let parts = [
            ConversationSchema.rooms, ConversationSchema.messages, ConversationSchema.remarks,
            ConversationSchema.uploads, ConversationSchema.moderation, ConversationSchema.people,
            ConversationSchema.search, ConversationSchema.everyone, ConversationSchema.counters,
        ]
        for sql in parts { try db.execute(sql: sql) }
    }
}

/// The SQL of the seventh migration, by what is read together.
enum ConversationSchema {
    /// `people` are the ids of those in a direct conversation, by which it is found again. A room that is being deleted
    /// has `deletedAt` until all its messages are gone. Days of retention: NULL for the site's rule, 0 for ever.
    static let rooms = """
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

    static let messages = """
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

    static let remarks = """
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
    static let uploads = """
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
}
