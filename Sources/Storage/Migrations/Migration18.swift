import GRDB

extension Migrations {
    /// Up to which message a member of a direct conversation has been sent it, read or not.
    @Sendable static func addDeliveredNumbers(_ db: GRDB.Database) throws {
        try db.execute(sql: "ALTER TABLE membership ADD COLUMN deliveredNumber INTEGER NOT NULL DEFAULT 0")
    }
}
