import GRDB

extension Migrations {
    /// Second factors, proofs, reviews of sign-ins, roles, reset links, counters of tries, and a log of changes.
    @Sendable static func extendAccounts(_ db: GRDB.Database) throws {
        try db.execute(sql: roles)
        try db.execute(sql: proofsAndReviews)
        try db.execute(sql: secondFactors)
        try db.execute(sql: linksAndCounters)
        try db.execute(sql: changes)
    }

    /// Nobody becomes an administrator by an upgrade: the operator names one.
    private static let roles = """
        ALTER TABLE user ADD COLUMN role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'administrator'));
        ALTER TABLE user ADD COLUMN disabledAt INTEGER;
        ALTER TABLE user ADD COLUMN lastSeenAt INTEGER;
        UPDATE user SET lastSeenAt = (SELECT max(lastSeenAt) FROM session WHERE userId = user.id);
        """

    private static let proofsAndReviews = """
        ALTER TABLE session ADD COLUMN provenAt INTEGER NOT NULL DEFAULT 0;
        UPDATE session SET provenAt = createdAt;

        ALTER TABLE activity ADD COLUMN sessionId INTEGER;
        ALTER TABLE activity ADD COLUMN review TEXT CHECK (review IN ('new', 'confirmed', 'denied'));
        DROP INDEX activityByUser;
        CREATE INDEX activityByUser ON activity (userId, id);

        CREATE TABLE origin (
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
            lastSeenAt INTEGER NOT NULL,
            PRIMARY KEY (userId, fingerprint)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX originByTime ON origin (lastSeenAt);
        """

    private static let secondFactors = """
        CREATE TABLE twoFactor (
            userId INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
            sealedKey BLOB NOT NULL,
            beganAt INTEGER NOT NULL,
            confirmedAt INTEGER,
            lastStep INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE recoveryCode (
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (userId, hash)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE signInTicket (
            tokenHash BLOB PRIMARY KEY NOT NULL CHECK (length(tokenHash) = 32),
            userId INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
            userAgent TEXT NOT NULL,
            address TEXT NOT NULL,
            remembered INTEGER NOT NULL CHECK (remembered IN (0, 1)),
            wrongCodes INTEGER NOT NULL DEFAULT 0,
            expiresAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX signInTicketByUser ON signInTicket (userId);
        CREATE INDEX signInTicketByExpiry ON signInTicket (expiresAt);
        """

    private static let linksAndCounters = """
        CREATE TABLE passwordReset (
            userId INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
            tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
            expiresAt INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE tryCounter (
            id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
            tries INTEGER NOT NULL,
            lastTryAt INTEGER NOT NULL,
            blockedUntil INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tryCounterByTime ON tryCounter (lastTryAt);
        """

    /// Whoever keeps people or sessions in memory reads here whose to read again, also when another process changed
    /// them. Of times, only an end that comes nearer matters.
    private static let changes = """
        CREATE TABLE accountChange (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            userId INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER userChanged AFTER UPDATE OF username, nickname, avatar, avatarSeed, role, disabledAt ON user
            BEGIN INSERT INTO accountChange (userId) VALUES (old.id); END;
        CREATE TRIGGER userDeleted AFTER DELETE ON user
            BEGIN INSERT INTO accountChange (userId) VALUES (old.id); END;
        CREATE TRIGGER sessionChanged AFTER UPDATE OF userId, tokenHash, revokedAt, provenAt ON session
            BEGIN INSERT INTO accountChange (userId) VALUES (old.userId); END;
        CREATE TRIGGER sessionShortened AFTER UPDATE OF expiresAt ON session WHEN new.expiresAt < old.expiresAt
            BEGIN INSERT INTO accountChange (userId) VALUES (old.userId); END;
        CREATE TRIGGER sessionDeleted AFTER DELETE ON session
            BEGIN INSERT INTO accountChange (userId) VALUES (old.userId); END;
        """
}
