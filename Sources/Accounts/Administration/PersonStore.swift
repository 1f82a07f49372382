import Foundation
import Storage

/// Users with what other tables hold about them. Its functions run inside a transaction of the caller.
enum PersonStore {
    /// Takes the present time as its first argument.
    private static let selection = """
        SELECT \(UserStore.columns), user.lastSeenAt,
            (SELECT count(*) FROM session WHERE userId = user.id AND revokedAt IS NULL AND expiresAt > ?),
            EXISTS (SELECT 1 FROM twoFactor WHERE userId = user.id AND confirmedAt IS NOT NULL),
            (SELECT inviter.username FROM invited JOIN user AS inviter ON inviter.id = invited.inviterId
             WHERE invited.userId = user.id)
        FROM user
        """

    /// At most `limit` people by username, after that of the page before.
    ///
    /// A rare text is searched for among all names. An index holds them together: a million take a fraction of a second.
    static func page(
        _ db: Transaction, matching name: NameMatch?, after username: String?, limit: Int, at now: Date
    ) throws -> PeoplePage {
        let people = try db.rows(
            """
            \(selection)
            WHERE id IN (
                SELECT id FROM user
                WHERE username > ? \(name == nil ? "" : "AND \(NameMatch.condition)")
                ORDER BY username LIMIT ?)
            ORDER BY username
            """, [now.stored, username ?? ""] + (name?.arguments ?? []) + [limit + 1]
        ) { Person($0) }
        let shown = people.prefix(limit)
        return PeoplePage(people: Array(shown), next: people.count > limit ? shown.last?.user.username.text : nil)
    }

    static func find(_ db: Transaction, username: Username, at now: Date) throws -> Person? {
        try db.row("\(selection) WHERE username = ?", [now.stored, username.text]) { Person($0) }
    }

    static func find(_ db: Transaction, id: User.ID, at now: Date) throws -> Person? {
        try db.row("\(selection) WHERE id = ?", [now.stored, id]) { Person($0) }
    }

    /// Whether the person is an administrator, and no other administrator could sign in.
    static func isLastAdministrator(_ db: Transaction, _ id: User.ID) throws -> Bool {
        let administrators = try db.rows(
            "SELECT id, passwordHash <> '' FROM user WHERE role = 'administrator' AND disabledAt IS NULL AND isApp = 0"
        ) { (id: $0[0] as User.ID, hasPassword: $0[1] as Bool) }
        return administrators.contains { $0.id == id } && !administrators.contains { $0.id != id && $0.hasPassword }
    }

    /// Whether other people would be left without an administrator.
    static func isNeededByOthers(_ db: Transaction, _ id: User.ID) throws -> Bool {
        guard try isLastAdministrator(db, id) else { return false }
        return try db.exists("SELECT 1 FROM user WHERE id <> ? LIMIT 1", [id])
    }

    /// Ends the reset links and invitations that a person has made as an administrator.
    static func endLinks(_ db: Transaction, madeBy person: User.ID) throws {
        try PasswordResetStore.deleteAll(db, madeBy: person)
        try InvitationStore.revokeAll(db, by: person)
    }

    static func setRole(_ db: Transaction, _ role: User.Role, of id: User.ID) throws {
        try db.run("UPDATE user SET role = ? WHERE id = ?", [role.rawValue, id])
    }

    static func setDisabled(_ db: Transaction, since time: Date?, _ id: User.ID) throws {
        try db.run("UPDATE user SET disabledAt = ? WHERE id = ?", [time?.stored, id])
    }
}

extension Person {
    /// Reads a row of `PersonStore.selection`.
    fileprivate init(_ row: borrowing Row) {
        let offset = UserStore.columnCount
        user = User(row)
        lastSeenAt = (row[offset] as Int64?).map(Date.init(stored:))
        sessionCount = row[offset + 1]
        hasTwoFactor = row[offset + 2]
        inviter = row[offset + 3]
    }
}
