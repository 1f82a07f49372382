import GRDB

extension Migrations {
    /// Replies show the beginning of the message that they answer, and change with it.
    @Sendable static func indexReplies(_ db: GRDB.Database) throws {
        try db.execute(
            sql: "CREATE INDEX messageByReply ON message (roomId, replyTo, number) WHERE replyTo IS NOT NULL")
    }
}
