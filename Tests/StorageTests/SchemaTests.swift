import GRDB
import Testing

@testable import Storage

struct SchemaTests {
    /// What a database differs in that has had the first migrations.
    private func differences(after migration: String, _ sql: String = "") throws -> [String] {
        let queue = try DatabaseQueue()
        try Migrations.all.migrate(queue, upTo: migration)
        return try queue.write { db in
            try db.execute(sql: sql)
            return try SchemaObject.differences(db)
        }
    }

    @Test(arguments: Migrations.all.migrations)
    func `a database of this version or an earlier one is as it should be`(migration: String) throws {
        #expect(try differences(after: migration) == [])
    }

    @Test(arguments: Migrations.all.migrations)
    func `what was added to it is found`(migration: String) throws {
        #expect(
            try differences(after: migration, "CREATE INDEX spare ON session (userId)") == ["index spare is not ours"])
    }
}
