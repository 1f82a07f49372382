import GRDB

extension Migrations {
    /// Which webhooks answer soon, so that those that do not are not waited for. Nothing is known of those that are there.
    @Sendable static func addQuickHooks(_ db: GRDB.Database) throws {
        try db.execute(
            sql: "ALTER TABLE outgoingHook ADD COLUMN isQuick INTEGER NOT NULL DEFAULT 0 CHECK (isQuick IN (0, 1))")
    }
}
