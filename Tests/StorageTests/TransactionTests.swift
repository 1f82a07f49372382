import Foundation
import Instrumentation
import Testing

import struct GRDB.DatabaseError

@testable import Storage

@Suite struct TransactionTests {
    private func roundTrip<Value: SQLConvertible & Equatable>(_ value: Value, _ database: Database) async throws {
        let read: Value? = try await database.read { try $0.row("SELECT ?", [value]) { $0[0] } }
        #expect(read == value)
    }

    @Test func `values are read as they were bound`() async throws {
        try await withDatabase { database, _ in
            try await roundTrip(Int64.min, database)
            try await roundTrip(Int.max, database)
            try await roundTrip(true, database)
            try await roundTrip("", database)
            try await roundTrip("Zoë 🦇\u{0}!", database)
            try await roundTrip(Data(), database)
            try await roundTrip(Data([0, 255, 0]), database)
            for value in [SQLValue.null, .integer(7), .real(0.5), .text("x"), .blob(Data([1])), .blob(Data())] {
                try await roundTrip(value, database)
            }
        }
    }

    @Test func `NULL is nil, of every type`() async throws {
        try await withDatabase { database, _ in
            try await database.read { db in
                try db.row("SELECT ?", [nil]) { row in
                    #expect(row[0] as Int? == nil)
                    #expect(row[0] as Int64? == nil)
                    #expect(row[0] as Bool? == nil)
                    #expect(row[0] as String? == nil)
                    #expect(row[0] as Data? == nil)
                }
            }
        }
    }

    @Test func `rows come in order, and are counted when they change`() async throws {
        try await withDatabase { database, _ in
            for name in ["ada", "bruno", "mei"] { try await database.insertUser(name) }
            try await database.write { db in
                let names = try db.rows("SELECT username FROM user ORDER BY id DESC") { $0[0] as String }
                #expect(names == ["mei", "bruno", "ada"])
                #expect(try db.row("SELECT username FROM user ORDER BY id") { $0[0] } == "ada")
                #expect(try db.exists("SELECT 1 FROM user WHERE username = ?", ["noor"]) == false)
                try db.run("UPDATE user SET nickname = 'x' WHERE username <> ?", ["ada"])
                #expect(db.changes == 2)
                let id = try db.insert(
                    """
                    INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt)
                    VALUES ('noor', '', '', 0, 0) RETURNING id
                    """)
                #expect(try db.row("SELECT username FROM user WHERE id = ?", [id]) { $0[0] } == "noor")
            }
        }
    }

    @Test func `a pragma counts each time it is run`() async throws {
        try await withDatabase { database, _ in
            for milliseconds in [1, 2, 1, 2] {
                let now = try await database.withWriter { db in
                    try db.run("PRAGMA busy_timeout = \(milliseconds)")
                    return try db.row("PRAGMA busy_timeout") { $0[0] as Int }
                }
                #expect(now == milliseconds)
            }
        }
    }

    @Test func `what is to be done after the commit sees it done, before its caller goes on`() async throws {
        try await withDatabase { database, path in
            let (seen, other) = (Counter(), try Connection(path: path, isReadOnly: true))
            try await database.write { db in
                try Self.add("ada", db)
                db.afterCommit {
                    if (try? other.use { try $0.exists("SELECT 1 FROM user") }) == true { seen.add() }
                }
            }
            #expect(seen.value == 1)
        }
    }

    @Test func `an action that fails does nothing after the commit, alone and among others`() async throws {
        try await withDatabase { database, _ in
            let (seen, failed) = (Counter(), Counter())
            @Sendable func act(_ number: Int) async {
                do {
                    try await database.write { db in
                        try Self.add("person-\(number)", db)
                        db.afterCommit { seen.add(number) }
                        if number.isMultiple(of: 2) { throw Refused() }
                    }
                } catch { failed.add() }
            }
            await act(2)
            try await database.whileBusy(queueing: 7) {
                await withTaskGroup(of: Void.self) { group in
                    for number in 3...9 { group.addTask { await act(number) } }
                }
            }
            #expect(failed.value == 4)
            #expect(seen.value == 3 + 5 + 7 + 9)
        }
    }

    @Test func `a transaction that fails does nothing after the commit`() async throws {
        try await withDatabase { database, _ in
            let seen = Counter()
            await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    db.afterCommit { seen.add() }
                    // Checked at the commit.
                    try db.run("PRAGMA defer_foreign_keys = ON")
                    try db.run("INSERT INTO twoFactor (userId, sealedKey, beganAt) VALUES (99, ?, 0)", [Data()])
                }
            }
            #expect(seen.value == 0)
        }
    }

    private struct Refused: Error {}

    private static func add(_ name: String, _ db: Transaction) throws {
        try db.run(
            "INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt) VALUES (?, '', '', 0, 0)",
            [name])
    }
}
