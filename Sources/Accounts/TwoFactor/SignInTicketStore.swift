import Foundation
import GRDB
import Storage

/// The `signInTicket` table. Its functions run inside a transaction of the caller.
enum SignInTicketStore {
    struct Record {
        let userID: User.ID
        let userAgent: String
        let remembered: Bool
    }

    static func insert(
        _ db: GRDB.Database, tokenHash: Data, user: User.ID, device: Device, remember: Bool, expiresAt: Date
    ) throws {
        try db.run(
            """
            INSERT INTO signInTicket (tokenHash, userId, userAgent, remembered, expiresAt)
            VALUES (?, ?, ?, ?, ?)
            """, [tokenHash, user, device.userAgent, remember, expiresAt.stored])
    }

    static func find(_ db: GRDB.Database, tokenHash: Data, at now: Date) throws -> Record? {
        try db.row(
            """
            SELECT userId, userAgent, remembered FROM signInTicket
            WHERE tokenHash = ? AND expiresAt > ? AND wrongCodes < ?
            """, [tokenHash, now.stored, SignInTicket.tries]
        ).map { Record(userID: $0[0], userAgent: $0[1], remembered: $0[2]) }
    }

    /// Those that still wait for a code.
    static func all(_ db: GRDB.Database, of user: User.ID, at now: Date) throws -> [AccountExport.PendingSignIn] {
        try db.rows(
            "SELECT userAgent, expiresAt FROM signInTicket WHERE userId = ? AND expiresAt > ?", [user, now.stored]
        ).map { AccountExport.PendingSignIn(userAgent: $0[0], expiresAt: Date(stored: $0[1])) }
    }

    static func countWrongCode(_ db: GRDB.Database, tokenHash: Data) throws {
        try db.run("UPDATE signInTicket SET wrongCodes = wrongCodes + 1 WHERE tokenHash = ?", [tokenHash])
    }

    static func delete(_ db: GRDB.Database, tokenHash: Data) throws {
        try db.run("DELETE FROM signInTicket WHERE tokenHash = ?", [tokenHash])
    }

    static func deleteAll(_ db: GRDB.Database, of user: User.ID) throws {
        try db.run("DELETE FROM signInTicket WHERE userId = ?", [user])
    }

    static func deleteExpired(_ db: GRDB.Database, at now: Date) throws {
        try db.run("DELETE FROM signInTicket WHERE expiresAt <= ?", [now.stored])
    }
}
