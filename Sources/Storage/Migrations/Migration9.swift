import GRDB

extension Migrations {
    /// What a message looks like, so that a page of fifty need not parse fifty texts. NULL where the text has to be
    /// parsed: for messages from before, and for those that are plain.
    @Sendable static func addRenderedMessages(_ db: GRDB.Database) throws {
        try db.execute(sql: "ALTER TABLE message ADD COLUMN rendered BLOB")
    }
}
