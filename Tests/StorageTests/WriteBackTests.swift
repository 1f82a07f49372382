import Foundation
import GRDB
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(5)))
struct WriteBackTests {
    private func isInFiles(_ text: String, _ path: String) throws -> Bool {
        try ["", "-wal"].contains { try Data(contentsOf: URL(filePath: path + $0)).range(of: Data(text.utf8)) != nil }
    }

    @Test func `what was deleted is overwritten, on each connection that writes`() async throws {
        try await withDatabase { database, _ in
            let isOn = try await database.write { try $0.row("PRAGMA secure_delete") { $0[0] as Int } }
            #expect(isOn == 1)
        }
    }

    @Test func `after it a deleted name is in neither file, and the log is empty`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("unmistakable")
            try await database.write { try $0.run("DELETE FROM user") }
            #expect(try isInFiles("unmistakable", path))
            #expect(try await database.writeBack())
            #expect(try !isInFiles("unmistakable", path))
            #expect(database.metrics.logBytes == 0)
        }
    }

    @Test func `who reads what was before is not waited for, and it is done the next time`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("unmistakable")
            var snapshot: Snapshot? = try await database.snapshot()
            try await database.write { try $0.run("DELETE FROM user") }
            #expect(try await !database.writeBack())
            let count = try await snapshot?.read { try $0.row("SELECT count(*) FROM user") { $0[0] as Int } }
            #expect(count == 1)
            snapshot = nil
            #expect(try await database.writeBack())
            #expect(try !isInFiles("unmistakable", path))
            let timeout = try await database.write { try $0.row("PRAGMA busy_timeout") { $0[0] as Int } }
            #expect(timeout == 5000)
        }
    }

    @Test func `beside a running site nothing is written back`() async throws {
        try await withDatabase { _, path in
            let joined = try Storage.Database(joining: path)
            try await joined.insertUser("ada")
            #expect(try await !joined.writeBack())
            #expect(joined.metrics.logBytes > 0)
            try joined.close()
        }
    }
}
