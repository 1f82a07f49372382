import Foundation
import Storage

/// The `signInTicket` table. Its functions run inside a transaction of the caller.
enum TwoFactorChallengeStore {
    struct Record {
        let userID: User.ID
        let userAgent: String
        let remembered: Bool
    }

    struct Abandoned {
        let userID: User.ID
        let device: Device
        let issuedAt: Date
    }

    static func insert(
        _ db: Transaction, tokenHash: Data, user: User.ID, device: Device, remember: Bool, expiresAt: Date
    ) throws {
        try db.run(
            """
            INSERT INTO signInTicket (tokenHash, userId, userAgent, address, remembered, expiresAt)
            VALUES (?, ?, ?, ?, ?, ?)
            """, [tokenHash, user, device.userAgent, device.address, remember, expiresAt.stored])
    }

    static func find(_ db: Transaction, tokenHash: Data, at now: Date) throws -> Record? {
        try db.row(
            """
            SELECT userId, userAgent, remembered FROM signInTicket
            WHERE tokenHash = ? AND expiresAt > ? AND wrongCodes < ?
            """, [tokenHash, now.stored, TwoFactorChallenge.attempts]
        ) { Record(userID: $0[0], userAgent: $0[1], remembered: $0[2]) }
    }

    /// Those that still wait for a code.
    static func all(_ db: Transaction, of user: User.ID, at now: Date) throws -> [AccountExport.PendingSignIn] {
        try db.rows(
            """
            SELECT userAgent, address, remembered, wrongCodes, expiresAt FROM signInTicket
            WHERE userId = ? AND expiresAt > ?
            """, [user, now.stored]
        ) {
            AccountExport.PendingSignIn(
                userAgent: $0[0], address: $0[1], remembered: $0[2], wrongCodes: $0[3], expiresAt: Date(stored: $0[4]))
        }
    }

    static func countWrongCode(_ db: Transaction, tokenHash: Data) throws {
        try db.run("UPDATE signInTicket SET wrongCodes = wrongCodes + 1 WHERE tokenHash = ?", [tokenHash])
    }

    static func delete(_ db: Transaction, tokenHash: Data) throws {
        try db.run("DELETE FROM signInTicket WHERE tokenHash = ?", [tokenHash])
    }

    static func deleteAll(_ db: Transaction, of user: User.ID) throws {
        try db.run("DELETE FROM signInTicket WHERE userId = ?", [user])
    }

    /// Deletes challenges that were not met in time. Returns those that no code was given for at all.
    static func deleteExpired(_ db: Transaction, at now: Date) throws -> [Abandoned] {
        let abandoned = try db.rows(
            "SELECT userId, userAgent, address, expiresAt FROM signInTicket WHERE expiresAt <= ? AND wrongCodes = 0",
            [now.stored]
        ) {
            Abandoned(
                userID: $0[0], device: Device(userAgent: $0[1], address: $0[2]),
                issuedAt: Date(stored: $0[3]) - TwoFactorChallenge.lifetime)
        }
        try db.run("DELETE FROM signInTicket WHERE expiresAt <= ?", [now.stored])
        return abandoned
    }
}
