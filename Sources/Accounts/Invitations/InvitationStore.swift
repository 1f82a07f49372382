import Foundation
import Storage

/// The `invitation` and `invited` tables. Its functions run inside a transaction of the caller.
enum InvitationStore {
    /// What a link has to fulfil; takes the present time.
    private static let isOpen = "usesLeft > 0 AND expiresAt > ?"

    static func insert(
        _ db: Transaction, tokenHash: Data, inviter: User.ID?, uses: Int, forAdministrator: Bool, expiresAt: Date,
        at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO invitation (tokenHash, inviterId, uses, usesLeft, forAdministrator, createdAt, expiresAt)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, [tokenHash, inviter, uses, uses, forAdministrator, now.stored, expiresAt.stored])
    }

    /// Those that still work, the newest first.
    static func open(_ db: Transaction, at now: Date) throws -> [Invitation] {
        try db.rows(
            """
            SELECT invitation.id, username, invitation.createdAt, expiresAt, uses, usesLeft
            FROM invitation LEFT JOIN user ON user.id = inviterId
            WHERE \(isOpen) AND forAdministrator = 0 ORDER BY invitation.id DESC LIMIT ?
            """, [now.stored, Invitation.limit]
        ) {
            Invitation(
                id: $0[0], inviter: $0[1], createdAt: Date(stored: $0[2]), expiresAt: Date(stored: $0[3]),
                uses: $0[4], usesLeft: $0[5])
        }
    }

    /// Whether a link works, and who made it.
    static func find(
        _ db: Transaction, tokenHash: Data, forAdministrator: Bool, at now: Date
    ) throws -> (id: Invitation.ID, inviter: String?)? {
        try db.row(
            """
            SELECT invitation.id, nickname FROM invitation LEFT JOIN user ON user.id = inviterId
            WHERE tokenHash = ? AND forAdministrator = ? AND \(isOpen)
            """, [tokenHash, forAdministrator, now.stored]
        ) { ($0[0], $0[1]) }
    }

    /// Uses an invitation once, for this person, and keeps who invited them.
    static func use(_ db: Transaction, _ id: Invitation.ID, for user: User.ID) throws {
        try db.run("UPDATE invitation SET usesLeft = usesLeft - 1 WHERE id = ?", [id])
        try db.run(
            "INSERT INTO invited (userId, inviterId) SELECT ?, inviterId FROM invitation WHERE id = ?", [user, id])
    }

    /// Returns whether there was one.
    static func revoke(_ db: Transaction, _ id: Invitation.ID) throws -> Bool {
        try db.run("UPDATE invitation SET usesLeft = 0 WHERE id = ? AND usesLeft > 0", [id])
        return db.changes == 1
    }

    static func revokeAll(_ db: Transaction, by inviter: User.ID) throws {
        try db.run("UPDATE invitation SET usesLeft = 0 WHERE inviterId = ? AND usesLeft > 0", [inviter])
    }

    /// Those for an administrator, of earlier starts.
    static func deleteForAdministrator(_ db: Transaction) throws {
        try db.run("DELETE FROM invitation WHERE forAdministrator = 1")
    }

    /// Who invited whom is kept without them.
    static func deleteEnded(_ db: Transaction, at now: Date) throws {
        try db.run("DELETE FROM invitation WHERE usesLeft = 0 OR expiresAt <= ?", [now.stored])
    }
}
