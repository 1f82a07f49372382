import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

struct MigrationTests {
    @Test func `a second opening keeps schema and rows`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let first = try Database(path: path)
            try await first.insertUser("ada")
            let before = try await first.schema()
            try first.close()
            let second = try Database(path: path)
            let names = try await second.pool.read { try String.fetchAll($0, sql: "SELECT username FROM user") }
            #expect(try await second.schema() == before)
            #expect(names == ["ada"])
            try second.close()
        }
    }

    @Test func `a database of a newer version is refused by name and left as it was`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let newer = try Database(path: path)
            try await newer.pool.write { try $0.run("INSERT INTO grdb_migrations VALUES ('9999 from the future')") }
            let schema = try await newer.schema()
            try newer.close()
            let error = #expect(throws: Storage.Database.TooNew.self) { try Storage.Database(path: path) }
            #expect(error?.path == path)
            #expect(error?.description.contains("newer version of Roost") == true)
            let queue = try DatabaseQueue(path: path)
            #expect(try await queue.read(schemaLines) == schema)
            try queue.close()
        }
    }

    @Test(arguments: [
        "user", "session", "activity", "origin", "twoFactor", "recoveryCode", "signInTicket", "passwordReset",
        "tryCounter", "accountChange", "room", "membership", "message", "messageVersion", "reaction", "mention",
        "attachment", "report", "auditEntry", "block", "searchPurge",
        "refreshToken", "personalToken",
    ])
    func `every table is strict`(table: String) async throws {
        try await withDatabase { database, _ in
            let isStrict = try await database.pool.read {
                try Bool.fetchOne($0, sql: "SELECT strict FROM pragma_table_list WHERE name = ?", arguments: [table])
            }
            #expect(isStrict == true)
        }
    }

    @Test(arguments: [
        "INSERT INTO session VALUES (1, 99, zeroblob(32), '', '', 0, 0, 0, 0, 0, NULL, 0)",
        "INSERT INTO activity VALUES (1, 99, 'signedIn', '', '', 0, NULL, NULL, 0)",
        "INSERT INTO origin VALUES (99, zeroblob(32), 0)",
        "INSERT INTO twoFactor VALUES (99, zeroblob(48), 0, NULL, 0)",
        "INSERT INTO recoveryCode VALUES (99, zeroblob(32))",
        "INSERT INTO signInTicket VALUES (zeroblob(32), 99, '', '', 0, 0, 0)",
        "INSERT INTO passwordReset (userId, tokenHash, expiresAt) VALUES (99, zeroblob(32), 0)",
        "INSERT INTO refreshToken VALUES (zeroblob(32), 99, 0, NULL)",
        "INSERT INTO personalToken VALUES (99, 1, zeroblob(32), 'a', 0)",
    ])
    func `nothing belongs to a person who does not exist`(sql: String) async throws {
        try await refuses(sql, with: .SQLITE_CONSTRAINT_FOREIGNKEY)
    }

    @Test(arguments: [
        "INSERT INTO session VALUES (1, 1, zeroblob(31), '', '', 0, 0, 0, 0, 0, NULL, 0)",
        "INSERT INTO session VALUES (1, 1, zeroblob(32), '', '', 2, 0, 0, 0, 0, NULL, 0)",
        "INSERT INTO user VALUES (2, 'Bruno', '', '', NULL, 0, 0, 'member', NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 1)",
        "INSERT INTO user VALUES (2, 'bruno', '', '', NULL, 0, 0, 'emperor', NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 1)",
        "INSERT INTO user VALUES (2, 'bruno', '', '', NULL, 0, 0, 'member', NULL, NULL, NULL, NULL, NULL, NULL, 0, 2, 1)",
        "INSERT INTO user VALUES (2, 'bruno', '', '', NULL, 0, 0, 'member', NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, 2)",
        "INSERT INTO activity VALUES (1, 1, 'signedIn', '', '', 0, NULL, 'perhaps', 0)",
        "INSERT INTO recoveryCode VALUES (1, zeroblob(31))",
        "INSERT INTO signInTicket VALUES (zeroblob(31), 1, '', '', 0, 0, 0)",
        "INSERT INTO passwordReset (userId, tokenHash, expiresAt) VALUES (1, zeroblob(31), 0)",
        "INSERT INTO refreshToken VALUES (zeroblob(31), 1, 0, NULL)",
        "INSERT INTO personalToken VALUES (1, 1, zeroblob(31), 'a', 0)",
        "INSERT INTO personalToken VALUES (1, 1, zeroblob(32), 'a', 2)",
    ])
    func `half a token, a doubtful flag, an unknown role and capital letters in a username are refused`(sql: String)
        async throws
    {
        try await refuses(sql, with: .SQLITE_CONSTRAINT_CHECK)
    }

    @Test func `an id is not used again`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            try await database.pool.write { try $0.run("DELETE FROM user") }
            try await database.insertUser("bruno")
            let id = try await database.pool.read { try Int.fetchOne($0, sql: "SELECT id FROM user") }
            #expect(id == 2)
        }
    }

    private func refuses(_ sql: String, with code: ResultCode) async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            let error = await #expect(throws: DatabaseError.self) { try await database.pool.write { try $0.run(sql) } }
            #expect(error?.extendedResultCode == code)
        }
    }
}

@Sendable private func schemaLines(_ db: GRDB.Database) throws -> [String] {
    try String.fetchAll(db, sql: "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name")
}

extension Storage.Database {
    func schema() async throws -> [String] {
        try await pool.read(schemaLines)
    }
}
