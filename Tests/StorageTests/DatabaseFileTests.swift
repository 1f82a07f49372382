import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

struct DatabaseFileTests {
    private struct Enough: Error {}

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `a new database is its owner's alone`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("ada")
            #expect(try [path, path + "-wal", path + "-shm"].map(mode) == [0o600, 0o600, 0o600])
        }
    }

    @Test func `a copy holds what was committed before it began, and no half of what was not`() async throws {
        try await withDatabase { database, path in
            for number in 1...50 { try await database.insertUser("person\(number)") }
            let file = try DatabaseFile(reading: path)
            // Each writes one more person and one more session in one transaction, for as long as is copied.
            let writer = Task {
                var number = 50
                while !Task.isCancelled {
                    number += 1
                    let name = "person\(number)"
                    try await database.write { db in
                        try db.run(
                            """
                            INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt)
                                VALUES (?, '', '', 0, 0)
                            """, [name])
                        try db.run("INSERT INTO origin VALUES (last_insert_rowid(), randomblob(32), 0)")
                    }
                }
            }
            for round in 1...5 { _ = try file.copy(to: "\(path).copy\(round)") { _ in } }
            writer.cancel()
            _ = await writer.result
            for round in 1...5 {
                let copy = try DatabaseFile(inspecting: "\(path).copy\(round)")
                #expect(try copy.damage().isEmpty && copy.schema() == .current)
                try copy.close()
                let queue = try DatabaseQueue(path: "\(path).copy\(round)")
                let counts = try queue.read { db in
                    try Row.fetchOne(db, sql: "SELECT (SELECT count(*) FROM user), (SELECT count(*) FROM origin)")
                }
                let people = try #require(counts?[0] as Int?)
                #expect(people >= 50 && counts?[1] == people - 50)
                try queue.close()
                #expect(try mode("\(path).copy\(round)") == 0o600)
            }
            try file.close()
        }
    }

    @Test func `what ends the copying leaves no file, and a file that is there stays`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("ada")
            let file = try DatabaseFile(reading: path)
            try await database.pool.write { db in
                try db.execute(sql: "CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(9000000))")
            }
            #expect(throws: Enough.self) { try file.copy(to: path + ".copy") { _ in throw Enough() } }
            #expect(!FileManager.default.fileExists(atPath: path + ".copy"))
            try Data("precious".utf8).write(to: URL(filePath: path + ".copy"))
            #expect(throws: Storage.Database.CannotCopy.self) { try file.copy(to: path + ".copy") { _ in } }
            #expect(try Data(contentsOf: URL(filePath: path + ".copy")) == Data("precious".utf8))
            try file.close()
        }
    }

    @Test func `the progress ends with everything`() async throws {
        try await withDatabase { _, path in
            let file = try DatabaseFile(reading: path)
            var shares: [Double] = []
            _ = try file.copy(to: path + ".copy") { shares.append($0) }
            #expect(shares.last == 1 && shares == shares.sorted())
            try file.close()
        }
    }

    @Test func `schemas are told apart`() async throws {
        try await withTemporaryDirectory { folder in
            func schema(_ name: String, _ make: (DatabaseQueue) throws -> Void) throws -> DatabaseFile.Schema {
                let path = folder.appending(path: name).path()
                let queue = try DatabaseQueue(path: path)
                try make(queue)
                try queue.close()
                return try DatabaseFile(reading: path).schema()
            }
            #expect(try schema("current") { try Migrations.all.migrate($0) } == .current)
            #expect(
                try schema("older") { try Migrations.all.migrate($0, upTo: "2 second factors, roles, changes") }
                    == .older)
            #expect(
                try schema("foreign") { try $0.write { try $0.execute(sql: "CREATE TABLE user (id)") } } == .foreign)
            let newer = try schema("newer") { queue in
                try Migrations.all.migrate(queue)
                try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 later')") }
            }
            #expect(newer == .newer)
        }
    }

    @Test func `rows that belong to nobody and pages that are overwritten are damage`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let database = try Storage.Database(path: path)
            for number in 1...500 { try await database.insertUser("person\(number)") }
            try database.close()
            let queue = try DatabaseQueue(path: path, configuration: Self.unchecked)
            try await queue.write { try $0.execute(sql: "INSERT INTO origin VALUES (9999, zeroblob(32), 0)") }
            try queue.close()
            let lost = try DatabaseFile(inspecting: path)
            #expect(try lost.damage() == ["a row of origin belongs to none of user"])
            try lost.close()

            let handle = try FileHandle(forUpdating: URL(filePath: path))
            let size = try handle.seekToEnd()
            try handle.seek(toOffset: size - 3 * 4096)
            try handle.write(contentsOf: Data(repeating: 7, count: 2 * 4096))
            try handle.close()
            let broken = try DatabaseFile(inspecting: path)
            #expect(try !broken.damage().isEmpty)
        }
    }

    private static var unchecked: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        return configuration
    }

    @Test func `people whose pictures are taken away have none`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let database = try Storage.Database(path: path)
            for name in ["ada", "bruno", "mei"] { try await database.insertUser(name) }
            try await database.pool.write { try $0.execute(sql: "UPDATE user SET avatar = username WHERE id < 3") }
            try database.close()
            let file = try DatabaseFile(inspecting: path)
            #expect(try file.avatars() == ["ada", "bruno"])
            try file.removeAvatars(["ada"])
            #expect(try file.avatars() == ["bruno"])
            try file.close()
        }
    }
}
