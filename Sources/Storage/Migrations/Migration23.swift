import GRDB

extension Migrations {
    /// A token that was never used was last seen before it was made, so that its first use can be told from that.
    @Sendable static func markUnusedTokens(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                UPDATE session SET lastSeenAt = createdAt - 60
                WHERE lastSeenAt = createdAt AND id IN (SELECT sessionId FROM personalToken)
                """)
    }
}
