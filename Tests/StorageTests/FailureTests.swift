import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

struct FailureTests {
    @Test func `a lock that another process holds means busy`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let (holder, other) = (try DatabaseQueue(path: path), try DatabaseQueue(path: path))
            try await holder.write { try $0.execute(sql: "CREATE TABLE t (a)") }
            try holder.inDatabase { db in
                try db.beginTransaction(.exclusive)
                let error = #expect(throws: DatabaseError.self) {
                    try other.write { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
                }
                #expect(error.flatMap(Storage.Database.failure) == .busy)
                try db.rollback()
            }
        }
    }

    @Test func `a file that may not be written means read-only`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            try await DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE t (a)") }
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let error = await #expect(throws: DatabaseError.self) {
                try await queue.writeWithoutTransaction { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
            }
            #expect(error.flatMap(Storage.Database.failure) == .readOnly)
        }
    }

    @Test func `a folder that is not there means read-only`() async throws {
        try await withTemporaryDirectory { folder in
            let error = #expect(throws: DatabaseError.self) {
                try Storage.Database(path: folder.appending(path: "missing/roost.sqlite").path())
            }
            #expect(error.flatMap(Storage.Database.failure) == .readOnly)
        }
    }

    @Test func `a file that may grow no more means full`() async throws {
        try await withDatabase { database, _ in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.pool.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA max_page_count = 1")
                    for index in 0..<1000 {
                        try db.run(
                            """
                            INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt)
                            VALUES (?, hex(zeroblob(2000)), '', 0, 0)
                            """, ["user-\(index)"])
                    }
                }
            }
            #expect(error.flatMap(Storage.Database.failure) == .full)
        }
    }

    @Test(
        arguments: [
            (.SQLITE_BUSY_SNAPSHOT, .busy), (.SQLITE_LOCKED, .busy), (.SQLITE_FULL, .full),
            (.SQLITE_READONLY_DIRECTORY, .readOnly), (.SQLITE_PERM, .readOnly), (.SQLITE_CORRUPT, nil),
            (.SQLITE_CONSTRAINT, nil),
        ] as [(ResultCode, Storage.Database.Failure?)])
    func `a result code is sorted by its kind`(code: ResultCode, failure: Storage.Database.Failure?) {
        #expect(Storage.Database.failure(DatabaseError(resultCode: code)) == failure)
    }

    @Test func `an error that is not the database's is of no kind`() {
        #expect(Storage.Database.failure(CancellationError()) == nil)
    }

    @Test func `a second row with a unique value is a duplicate of that column only`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            let error = try #require(
                await #expect(throws: DatabaseError.self) { try await database.insertUser("ada") })
            #expect(Storage.Database.isDuplicate(error, of: "user.username"))
            #expect(!Storage.Database.isDuplicate(error, of: "session.tokenHash"))
        }
    }

    @Test func `another broken constraint is no duplicate`() async throws {
        try await withDatabase { database, _ in
            let error = try #require(
                await #expect(throws: DatabaseError.self) { try await database.insertUser("Ada") })
            #expect(!Storage.Database.isDuplicate(error, of: "user.username"))
        }
    }
}
