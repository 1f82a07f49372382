import Foundation
import Storage

/// The `session` table. Its functions run inside a transaction of the caller.
enum SessionStore {
    /// What a ``Session`` is read from, in the order in which it is selected.
    fileprivate enum Column: Int, CaseIterable {
        case id, userId, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt, revokedAt,
            provenAt
    }

    private static let columns = Column.allCases.map { "session.\($0)" }.joined(separator: ", ")
    private static let columnCount = Column.allCases.count

    static func insert(
        _ db: Transaction, user: User.ID, tokenHash: Data, device: Device, remembered: Bool, expiresAt: Date,
        at now: Date
    ) throws -> Session {
        let id = try db.insert(
            """
            INSERT INTO session
                (userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt,
                 provenAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                user, tokenHash, device.userAgent, device.address, remembered, now.stored, now.stored, now.stored,
                expiresAt.stored, now.stored,
            ])
        let time = Date(stored: now.stored)
        try noteUse(db, of: user, at: now)
        return Session(
            id: id, userID: user, device: device, remembered: remembered, createdAt: time,
            lastSeenAt: time, renewedAt: time, expiresAt: Date(stored: expiresAt.stored), revokedAt: nil,
            passwordConfirmedAt: time)
    }

    /// The active session with this token's hash, and its user, unless that account is disabled.
    static func find(_ db: Transaction, tokenHash: Data, at now: Date) throws -> (User, Session)? {
        try find(db, where: "tokenHash", is: tokenHash, at: now)
    }

    /// The active session with this id, and its user, unless that account is disabled.
    static func find(_ db: Transaction, _ id: Session.ID, at now: Date) throws -> (User, Session)? {
        try find(db, where: "session.id", is: id, at: now)
    }

    private static func find(
        _ db: Transaction, where column: String, is value: any SQLConvertible, at now: Date
    ) throws -> (User, Session)? {
        try db.row(
            """
            SELECT \(columns), \(UserStore.columns)
            FROM session JOIN user ON user.id = userId
            WHERE \(column) = ? AND revokedAt IS NULL AND expiresAt > ? AND disabledAt IS NULL
            """, [value, now.stored]
        ) { (User($0, at: columnCount), Session($0)) }
    }

    /// Active sessions with their tokens' hashes and users, the one last seen last. They are taken from the `limit`
    /// sessions that expire last, which an index finds; those are about the ones last seen.
    static func lately(
        _ db: Transaction, limit: Int, at now: Date
    ) throws -> [(tokenHash: Data, user: User, session: Session)] {
        try db.rows(
            """
            SELECT \(columns), \(UserStore.columns), tokenHash
            FROM session JOIN user ON user.id = userId
            WHERE session.id IN (SELECT id FROM session ORDER BY expiresAt DESC LIMIT ?)
                AND revokedAt IS NULL AND expiresAt > ? AND disabledAt IS NULL
            ORDER BY session.lastSeenAt
            """, [limit, now.stored]
        ) { ($0[columnCount + UserStore.columnCount], User($0, at: columnCount), Session($0)) }
    }

    /// At most `limit` stored sessions of this user, after `last`, the one last seen first.
    static func page(
        _ db: Transaction, of user: User.ID, after last: Session?, limit: Int
    ) throws -> [Session] {
        try db.rows(
            """
            SELECT \(columns) FROM session WHERE userId = ? AND (lastSeenAt, id) < (?, ?)
            ORDER BY lastSeenAt DESC, id DESC LIMIT ?
            """, [user, last?.lastSeenAt.stored ?? .max, last?.id ?? .max, limit]
        ) { Session($0) }
    }

    /// An active session of this person.
    static func find(_ db: Transaction, _ id: Session.ID, of user: User.ID, at now: Date) throws -> Session? {
        try db.row(
            "SELECT \(columns) FROM session WHERE id = ? AND userId = ? AND revokedAt IS NULL AND expiresAt > ?",
            [id, user, now.stored]
        ) { Session($0) }
    }

    /// A session for a token, which is never prolonged and whose password was never given; returns its id.
    static func insertForToken(
        _ db: Transaction, user: User.ID, tokenHash: Data, device: Device, expiresAt: Date, at now: Date
    ) throws -> Session.ID {
        try db.insert(
            """
            INSERT INTO session
                (userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt,
                 provenAt)
            VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, 0) RETURNING id
            """,
            [
                user, tokenHash, device.userAgent, device.address, now.stored,
                (now - LastSeenUpdates.interval).stored, expiresAt.stored, expiresAt.stored,
            ])
    }

    /// What is true of sessions that are not those of tokens.
    private static let isSignedIn = "NOT EXISTS (SELECT 1 FROM personalToken WHERE sessionId = session.id)"

    /// The active sessions of a person without those of tokens, the one last seen first.
    static func active(_ db: Transaction, of user: User.ID, at now: Date) throws -> [Session] {
        try db.rows(
            """
            SELECT \(columns) FROM session
            WHERE userId = ? AND revokedAt IS NULL AND expiresAt > ? AND \(isSignedIn)
            """, [user, now.stored]
        ) { Session($0) }.sorted { ($0.lastSeenAt, $0.id) > ($1.lastSeenAt, $1.id) }
    }

    /// Ends a session of this person; false when it has ended already, nil when there is none with this id.
    static func revoke(_ db: Transaction, _ id: Session.ID, of user: User.ID, at now: Date) throws -> Bool? {
        let isOpen = try db.row("SELECT revokedAt IS NULL FROM session WHERE id = ? AND userId = ?", [id, user]) {
            $0[0] as Bool
        }
        guard let isOpen else { return nil }
        if isOpen { try db.run("UPDATE session SET revokedAt = ? WHERE id = ?", [now.stored, id]) }
        return isOpen
    }

    /// Ends all sessions of this person, but one if it is given; returns how many.
    static func revokeAll(
        _ db: Transaction, of user: User.ID, except kept: Session.ID? = nil, at now: Date
    ) throws -> Int {
        try db.run(
            """
            UPDATE session SET revokedAt = ?
            WHERE userId = ? AND id IS DISTINCT FROM ? AND revokedAt IS NULL AND expiresAt > ?
            """, [now.stored, user, kept, now.stored])
        return db.changes
    }

    /// Ends what a person has open beyond the `limit` last seen, without tokens.
    static func revokeSurplus(_ db: Transaction, of user: User.ID, limit: Int, at now: Date) throws {
        try db.run(
            """
            UPDATE session SET revokedAt = ? WHERE id IN (
                SELECT id FROM session
                WHERE userId = ? AND revokedAt IS NULL AND expiresAt > ? AND \(isSignedIn)
                ORDER BY lastSeenAt DESC, id DESC LIMIT ? OFFSET ?)
            """, [now.stored, user, now.stored, Int64.max, limit])
    }

    /// Gives a session a new token and notes when the password was confirmed.
    static func renew(_ db: Transaction, _ id: Session.ID, tokenHash: Data, passwordConfirmedAt: Date) throws {
        try db.run(
            "UPDATE session SET tokenHash = ?, provenAt = ? WHERE id = ?", [tokenHash, passwordConfirmedAt.stored, id])
    }

    static func touch(_ db: Transaction, _ lastSeenUpdate: LastSeenUpdate) throws {
        try db.run(
            "UPDATE session SET lastSeenAt = ?, renewedAt = ?, expiresAt = ? WHERE id = ?",
            [
                lastSeenUpdate.lastSeenAt.stored, lastSeenUpdate.renewedAt.stored, lastSeenUpdate.expiresAt.stored,
                lastSeenUpdate.session,
            ])
        try noteUse(db, of: lastSeenUpdate.user, at: lastSeenUpdate.lastSeenAt)
    }

    /// Kept with the user, as sessions are deleted one day.
    private static func noteUse(_ db: Transaction, of user: User.ID, at time: Date) throws {
        try db.run(
            "UPDATE user SET lastSeenAt = ? WHERE id = ? AND (lastSeenAt IS NULL OR lastSeenAt < ?)",
            [time.stored, user, time.stored])
    }

    /// Deletes at most `limit` sessions that have expired, or that ended more than `retention` seconds ago. Returns their
    /// number.
    static func deleteEnded(
        _ db: Transaction, retention: TimeInterval, limit: Int, at now: Date
    ) throws -> Int {
        try db.run(
            """
            DELETE FROM session WHERE id IN (
                SELECT id FROM session WHERE expiresAt <= ? OR revokedAt <= ? LIMIT ?)
            """, [now.stored, (now - retention).stored, limit])
        return db.changes
    }
}

extension Session {
    /// Reads a row that starts with `SessionStore.columns`.
    fileprivate init(_ row: borrowing Row) {
        func place(_ column: SessionStore.Column) -> Int { column.rawValue }
        self.init(
            id: row[place(.id)], userID: row[place(.userId)],
            device: Device(userAgent: row[place(.userAgent)], address: row[place(.address)]),
            remembered: row[place(.remembered)], createdAt: Date(stored: row[place(.createdAt)]),
            lastSeenAt: Date(stored: row[place(.lastSeenAt)]), renewedAt: Date(stored: row[place(.renewedAt)]),
            expiresAt: Date(stored: row[place(.expiresAt)]),
            revokedAt: (row[place(.revokedAt)] as Int64?).map(Date.init(stored:)),
            passwordConfirmedAt: Date(stored: row[place(.provenAt)]))
    }
}
