import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct CommitWatchTests {
    /// A watch over the database at `path`, through a connection of its own.
    private func watch(_ path: String) throws -> CommitWatch {
        let connection = try Connection(path: path, isReadOnly: true)
        _ = try connection.use { try $0.exists("SELECT 1 FROM user") }
        var watch = CommitWatch(connection)
        _ = watch.hasChanged()
        return watch
    }

    @Test func `it tells of each commit, of this process's connections and of others, once`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("ada")
            var watch = try watch(path)
            let answers = watch.answers(1)
            #expect(answers == [false])
            for name in ["bruno", "mei", "noor"] {
                try await database.insertUser(name)
                let answers = watch.answers(2)
                #expect(answers == [true, false])
            }
            let other = try DatabaseQueue(path: path)
            try await other.write { try $0.run("UPDATE user SET nickname = 'x'") }
            let last = watch.answers(2)
            #expect(last == [true, false])
            try other.close()
        }
    }

    @Test func `reading, and what is rolled back, is no commit`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("ada")
            var watch = try watch(path)
            _ = try await database.pool.read { try $0.rows("SELECT * FROM user").count }
            try database.deleteUsersAndRollBack()
            let answers = watch.answers(1)
            #expect(answers == [false])
        }
    }

    @Test func `a log that begins anew tells of the next commit too`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("ada")
            var watch = try watch(path)
            for name in ["bruno", "mei"] {
                _ = try await database.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                _ = watch.hasChanged()
                try await database.insertUser(name)
                let answers = watch.answers(1)
                #expect(answers == [true])
            }
        }
    }

    @Test func `without a log to look at it cannot say that nothing has moved`() throws {
        var watch = CommitWatch(try Connection(path: ":memory:"))
        let answers = watch.answers(3)
        #expect(answers == [true, true, true])
    }
}

extension CommitWatch {
    fileprivate mutating func answers(_ count: Int) -> [Bool] {
        (0..<count).map { _ in hasChanged() }
    }
}

extension Storage.Database {
    fileprivate func deleteUsersAndRollBack() throws {
        try pool.writeWithoutTransaction { db in
            try db.inTransaction {
                try db.run("DELETE FROM user")
                return .rollback
            }
        }
    }
}
