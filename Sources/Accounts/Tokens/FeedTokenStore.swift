import Foundation
import Storage

/// The `feedToken` table. Its functions run inside a transaction of the caller.
enum FeedTokenStore {
    /// The person's one before ends.
    static func replace(_ db: Transaction, tokenHash: Data, of user: User.ID, at now: Date) throws {
        try db.run(
            """
            INSERT INTO feedToken (userId, tokenHash, createdAt) VALUES (?, ?, ?)
            ON CONFLICT (userId) DO UPDATE
                SET tokenHash = excluded.tokenHash, createdAt = excluded.createdAt, lastUsedAt = NULL
            """, [user, tokenHash, now.stored])
    }

    static func delete(_ db: Transaction, of user: User.ID) throws {
        try db.run("DELETE FROM feedToken WHERE userId = ?", [user])
    }

    static func find(_ db: Transaction, of user: User.ID) throws -> FeedToken? {
        try db.row("SELECT createdAt, lastUsedAt FROM feedToken WHERE userId = ?", [user]) { FeedToken($0, at: 0) }
    }

    /// Whose it is, unless their account is disabled.
    static func owner(_ db: Transaction, tokenHash: Data) throws -> (user: User.ID, token: FeedToken)? {
        try db.row(
            """
            SELECT userId, feedToken.createdAt, lastUsedAt FROM feedToken JOIN user ON user.id = userId
            WHERE tokenHash = ? AND disabledAt IS NULL
            """, [tokenHash]
        ) { ($0[0], FeedToken($0, at: 1)) }
    }

    static func noteUse(_ db: Transaction, of user: User.ID, at now: Date) throws {
        try db.run("UPDATE feedToken SET lastUsedAt = ? WHERE userId = ?", [now.stored, user])
    }
}

extension FeedToken {
    fileprivate init(_ row: borrowing Row, at offset: Int) {
        createdAt = Date(stored: row[offset])
        lastUsedAt = (row[offset + 1] as Int64?).map(Date.init(stored:))
    }
}

/// The secret part of the address at which a person's feed reader finds what is new for them. A person has one at most,
/// and it works until they revoke it: readers cannot sign in.
public struct FeedToken: Hashable, Sendable {
    /// How often its last use is written down at most, in seconds: an hour.
    static let useInterval: TimeInterval = 3600

    public let createdAt: Date
    /// Accurate to an hour; nil if it was never used.
    public let lastUsedAt: Date?
}
