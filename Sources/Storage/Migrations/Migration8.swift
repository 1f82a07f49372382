import GRDB

extension Migrations {
    /// A person's files, the newest first, and what they take, from one index.
    @Sendable static func indexAttachments(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                DROP INDEX attachmentByUploader;
                CREATE INDEX attachmentByUploader ON attachment (uploaderId, id, bytes);
                """)
    }
}
