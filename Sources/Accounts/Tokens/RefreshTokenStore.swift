import Foundation
import Storage

/// What a program exchanges for new tokens, once.
public enum Refresh {}
public typealias RefreshToken = Token<Refresh>

/// The `refreshToken` table. Its functions run inside a transaction of the caller.
enum RefreshTokenStore {
    /// Used ones that are kept for each session, to recognise one that comes again; besides those that were used a moment
    /// ago, whose twin may be on its way.
    static let usedLimit = 20

    static func insert(_ db: Transaction, tokenHash: Data, session: Session.ID, at now: Date) throws {
        try db.run(
            "INSERT INTO refreshToken (tokenHash, sessionId, issuedAt) VALUES (?, ?, ?)",
            [tokenHash, session, now.stored])
    }

    /// The session that a token belongs to, and when it was used.
    static func find(_ db: Transaction, tokenHash: Data) throws -> (session: Session.ID, usedAt: Date?)? {
        try db.row("SELECT sessionId, usedAt FROM refreshToken WHERE tokenHash = ?", [tokenHash]) {
            ($0[0], ($0[1] as Int64?).map(Date.init(stored:)))
        }
    }

    /// From here on, none of the session's tokens is good for anything.
    static func useAll(_ db: Transaction, of session: Session.ID, at now: Date) throws {
        try db.run(
            "UPDATE refreshToken SET usedAt = ? WHERE sessionId = ? AND usedAt IS NULL", [now.stored, session])
        try db.run(
            """
            DELETE FROM refreshToken WHERE usedAt <= ? AND tokenHash IN (
                SELECT tokenHash FROM refreshToken WHERE sessionId = ?
                ORDER BY issuedAt DESC, tokenHash LIMIT ? OFFSET ?)
            """, [(now - TokenService.grace).stored, session, Int64.max, usedLimit])
    }
}
