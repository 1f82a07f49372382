import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// Opening the database of a site that may be running.
struct JoiningTests {
    private func names(_ database: Storage.Database) async throws -> [String] {
        try await database.pool.read { try String.fetchAll($0, sql: "SELECT username FROM user ORDER BY username") }
    }

    @Test func `each sees at once what the other has written`() async throws {
        try await withDatabase { site, path in
            try await site.insertUser("ada")
            let joined = try Database(joining: path)
            #expect(try await names(joined) == ["ada"])
            try await joined.insertUser("bruno")
            #expect(try await names(site) == ["ada", "bruno"])
            try joined.close()
            try await site.insertUser("clara")
            #expect(try await names(site) == ["ada", "bruno", "clara"])
        }
    }

    @Test func `what is written stays in the log, however much it is, also after the last has closed`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            try Database(path: path).close()
            let before = try Data(contentsOf: URL(filePath: path))
            let joined = try Database(joining: path)
            // More than the thousand pages at which SQLite writes the log back by default.
            for number in 0..<1100 { try await joined.insertUser("person\(number)") }
            try joined.close()
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            #expect(try Data(contentsOf: URL(filePath: path + "-wal")).count > 1000 * 4096)
            let site = try Database(path: path)
            #expect(try await names(site).count == 1100)
            try site.close()
            #expect(try Data(contentsOf: URL(filePath: path)) != before)
        }
    }

    @Test(arguments: [("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1), ("wal_autocheckpoint", 0)])
    func `it is as careful as the site`(pragma: String, value: Int) async throws {
        try await withDatabase { _, path in
            let joined = try Database(joining: path)
            #expect(try await joined.pool.write { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") } == value)
            try joined.close()
        }
    }

    @Test func `where there is no file, none is made`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            #expect(throws: Database.NotThere.self) { try Database(joining: path) }
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            #expect(files.isEmpty)
        }
    }

    @Test(arguments: ["", "CREATE TABLE other (id INTEGER)"])
    func `a file of something else is left as it is`(sql: String) async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            try Data().write(to: URL(filePath: path))
            try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
            let before = try Data(contentsOf: URL(filePath: path))
            #expect(throws: Database.NotUpToDate.self) { try Database(joining: path) }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["roost.sqlite"])
        }
    }

    @Test func `a database of an older version is not migrated, one of a newer is refused`() async throws {
        try await withDatabase { database, path in
            try await database.pool.write { db in
                try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('3 from the future')")
            }
            #expect(throws: Database.TooNew.self) { try Database(joining: path) }
            try await database.pool.write { db in
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1 %'")
            }
            #expect(throws: Database.NotUpToDate.self) { try Database(joining: path) }
        }
    }
}
