import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// The copy that is made before an upgrade, and upgrades from every version there was.
struct UpgradeCopyTests {
    private struct Broken: Error {}

    /// Makes a database as the version did whose last migration this is, with somebody in it.
    private func make(_ path: String, upTo migration: String) async throws {
        let pool = try DatabasePool(path: path)
        try Migrations.all.migrate(pool, upTo: migration)
        try await pool.write {
            try $0.run(
                "INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt) VALUES ('ada', '', '', 0, 0)"
            )
        }
        try pool.close()
    }

    private func names(in path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try String.fetchAll($0, sql: "SELECT username FROM user") }
    }

    private func applied(in path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Migrations.all.appliedIdentifiers($0).sorted() }
    }

    private func files(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    }

    @Test(arguments: Migrations.all.migrations.dropLast())
    func `a database of every version is upgraded, and its copy is what it was`(version: String) async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            try await make(path, upTo: version)
            let before = try applied(in: path)
            let upgraded = try Storage.Database(path: path)
            let copy = try #require(upgraded.copyBeforeUpgrade)
            try await withDatabase { new, _ in
                let sql = "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name"
                let schemas = [
                    try await upgraded.pool.read { try String.fetchAll($0, sql: sql) },
                    try await new.pool.read { try String.fetchAll($0, sql: sql) },
                ]
                #expect(schemas[0] == schemas[1])
            }
            try upgraded.close()
            let next = try #require(Int(version.prefix(while: \.isNumber))) + 1
            #expect(copy == folder.appending(path: "roost.before-\(next).sqlite").path())
            #expect(try names(in: copy) == ["ada"] && names(in: path) == ["ada"])
            #expect(try applied(in: copy) == before)
            #expect(try applied(in: path) == Migrations.all.migrations.sorted())
            let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func `a new database and one that is up to date are not copied`() async throws {
        try await withTemporaryDirectory { folder in
            for _ in 1...2 {
                let database = try Storage.Database(path: folder.appending(path: "roost.sqlite").path())
                #expect(database.copyBeforeUpgrade == nil)
                try database.close()
            }
            #expect(try files(in: folder).filter { $0.hasSuffix(".sqlite") } == ["roost.sqlite"])
        }
    }

    @Test func `a migration that fails changes nothing, and trying again replaces the copy`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            try Storage.Database(path: path).close()
            var migrator = Migrations.all
            migrator.registerMigration("77 half") { db in
                try db.execute(sql: "CREATE TABLE half (id INTEGER) STRICT")
                throw Broken()
            }
            for _ in 1...2 {
                #expect(throws: Broken.self) { try Storage.Database(path: path, migrator: migrator) }
                try await add("bruno", to: path)
            }
            #expect(
                try files(in: folder).filter { $0.hasSuffix(".sqlite") } == ["roost.before-77.sqlite", "roost.sqlite"])
            #expect(try names(in: folder.appending(path: "roost.before-77.sqlite").path()) == ["bruno"])
            #expect(try applied(in: path) == Migrations.all.migrations.sorted())
        }
    }

    /// Opens the database as this version, which the failed migration has left as it was.
    private func add(_ name: String, to path: String) async throws {
        let database = try Storage.Database(path: path)
        if try await database.pool.read({ try Int.fetchOne($0, sql: "SELECT count(*) FROM user") }) == 0 {
            try await database.insertUser(name)
        }
        #expect(try await database.pool.read { try !$0.tableExists("half") })
        try database.close()
    }

    @Test func `without a copy nothing is upgraded`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            try await make(path, upTo: "1 accounts")
            // In the way of the copy.
            try FileManager.default.createDirectory(
                at: folder.appending(path: "roost.before-2.sqlite/full"), withIntermediateDirectories: true)
            let error = #expect(throws: Storage.Database.CannotCopy.self) { try Storage.Database(path: path) }
            #expect(error?.description.contains("roost.before-2.sqlite") == true)
            #expect(try applied(in: path) == ["1 accounts"])
        }
    }

    @Test func `a name without the usual end gets it`() {
        #expect(Storage.Database.copyPath(of: "/srv/site.db", before: "12 x") == "/srv/site.db.before-12.sqlite")
    }
}
