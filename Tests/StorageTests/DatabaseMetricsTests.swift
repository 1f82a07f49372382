import GRDB
import Testing

@testable import Storage

struct DatabaseMetricsTests {
    private struct Refused: Error {}

    @Test func `a transaction that the disk fails is a failure, one that its action refuses is none`() async throws {
        try await withDatabase { database, _ in
            await #expect(throws: Refused.self) { try await database.write { _ in throw Refused() } }
            #expect(database.metrics.writes.failures == 0)
            try await database.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
            await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    for _ in 0..<5000 { try db.run("INSERT INTO accountChange (userId) VALUES (1)") }
                }
            }
            let writes = database.metrics.writes
            #expect((writes.failures, writes.actions, writes.transactions.count) == (1, 2, 2))
        }
    }

    @Test func `changes wait while another is made`() async throws {
        try await withDatabase { database, _ in
            try await database.pool.writeWithoutTransaction { _ in
                for _ in 0..<3 { database.writes.add(WriteQueue.Action(run: { _ in {} }, fail: { _ in })) }
                #expect(database.metrics.writes.waiting == 3)
            }
            try await database.write { _ in }
            #expect(database.metrics.writes.waiting == 0)
            #expect(database.metrics.writes.actions == 4)
        }
    }

    @Test func `the log's bytes grow with what is written, and the file's when it is written back`() async throws {
        try await withDatabase { database, _ in
            _ = try await database.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            let before = database.metrics
            #expect(before.logBytes == 0)
            try await database.write { db in
                for _ in 0..<5000 { try db.run("INSERT INTO accountChange (userId) VALUES (1)") }
            }
            #expect(database.metrics.logBytes > 0)
            _ = try await database.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            #expect(database.metrics.fileBytes > before.fileBytes)
        }
    }
}
