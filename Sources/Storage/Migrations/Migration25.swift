import GRDB

extension Migrations {
    /// Reset links end with the rights of the administrator who made them.
    @Sendable static func addResetMakers(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE passwordReset ADD COLUMN makerId INTEGER REFERENCES user (id) ON DELETE CASCADE;
                CREATE INDEX passwordResetByMaker ON passwordReset (makerId) WHERE makerId IS NOT NULL;
                """)
    }
}
