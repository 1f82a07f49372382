import Foundation
import GRDB
import Instrumentation
import TestSupport
import Testing
import WorkQueue

@testable import Storage

struct DatabaseTests {
    @Test(arguments: [("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)])
    func `what was answered is kept, what was deleted is overwritten, what points elsewhere is checked`(
        pragma: String, value: Int
    ) async throws {
        try await withDatabase { database, _ in
            let writing = try await database.pool.write { try Int.fetchOne($0, sql: "PRAGMA \(pragma)") }
            #expect(writing == value)
        }
    }

    @Test func `the journal is a write-ahead log`() async throws {
        try await withDatabase { database, _ in
            let mode = try await database.pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
            #expect(mode == "wal")
        }
    }

    @Test func `a request reads on its own thread, others on the database's, and both are counted`() async throws {
        try await withDatabase { database, _ in
            let before = database.metrics.reads.runs.count
            let read: @Sendable () async throws -> Bool = { try await database.read { _ in RequestThreads.isCurrent } }
            let onRequestThread = try await Task(executorPreference: RequestThreads.shared, operation: read).value
            let elsewhere = try await read()
            #expect(onRequestThread && !elsewhere)
            #expect(database.metrics.reads.runs.count == before + 2)
        }
    }

    @Test func `a read that keeps a request's thread too long is interrupted, and the next one is not`() async throws {
        try await withDatabase { database, _ in
            let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            let read: @Sendable () async throws -> Int64? = {
                try await database.read(within: .milliseconds(20)) { try $0.row(endless) { $0[0] } }
            }
            for _ in 0..<2 {
                var failure: Storage.Database.Failure?
                do { _ = try await Task(executorPreference: RequestThreads.shared, operation: read).value } catch {
                    failure = Storage.Database.failure(error)
                }
                #expect(failure == .busy)
                let simple: @Sendable () async throws -> Bool = {
                    try await database.read { try $0.exists("SELECT 1") }
                }
                let isRead = try await Task(executorPreference: RequestThreads.shared, operation: simple).value
                #expect(isRead)
                // The limit ends with the read: others use the same connection.
                let count =
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT max(i) FROM n"
                let counted = try await database.read { try $0.row(count) { $0[0] as Int64 } }
                #expect(counted == 50_000)
            }
        }
    }

    @Test func `as many read at once as there are threads`() async throws {
        try await withDatabase { database, _ in
            let arrived = Counter()
            let others = database.pool.configuration.maximumReaderCount
            let all = RequestThreads.count + others
            // Each read waits for all of them, and leaves the processors to other tests.
            let read: @Sendable () async throws -> Void = {
                try await database.read { _ in
                    arrived.add()
                    let end = ContinuousClock.now + .seconds(60)
                    while arrived.value < all, ContinuousClock.now < end { usleep(1000) }
                    #expect(arrived.value == all)
                }
            }
            try await withThrowingDiscardingTaskGroup { group in
                for _ in 0..<RequestThreads.count {
                    group.addTask(executorPreference: RequestThreads.shared, operation: read)
                }
                for _ in 0..<others { group.addTask(operation: read) }
            }
        }
    }

    @Test func `an open database is ready`() async throws {
        try await withDatabase { database, _ in
            #expect(await database.isReady())
        }
    }

    @Test func `a closed database is not ready`() async throws {
        try await withTemporaryDirectory { folder in
            let database = try Database(path: folder.appending(path: "roost.sqlite").path())
            try database.close()
            #expect(await database.isReady() == false)
        }
    }

    @Test func `long reads take turns, and no other read waits for them`() async throws {
        try await withDatabase { database, _ in
            let (begun, released) = (Counter(), DispatchSemaphore(value: 0))
            let long: @Sendable (Int64) async throws -> Void = { person in
                try await database.readAside(for: person, within: .seconds(60)) { _ in
                    begun.add()
                    #expect(released.wait(timeout: .now() + 60) == .success)
                }
            }
            async let all: Void = withThrowingDiscardingTaskGroup { group in
                for person in 1...5 as ClosedRange<Int64> {
                    group.addTask(executorPreference: RequestThreads.shared) { try await long(person) }
                }
            }
            try await waitUntil("the first has begun") { begun.value == 1 }
            for _ in 0..<20 {
                try await Task(executorPreference: RequestThreads.shared) { try await database.read { _ in } }.value
            }
            #expect(begun.value == 1)
            for _ in 0..<5 { released.signal() }
            try await all
            #expect(begun.value == 5)
        }
    }

    @Test func `closing twice is fine, and a closed database gives an error`() async throws {
        try await withTemporaryDirectory { folder in
            let database = try Database(path: folder.appending(path: "roost.sqlite").path())
            try database.close()
            try database.close()
            await #expect(throws: (any Error).self) { try await database.pool.read { _ in } }
        }
    }

    @Test func `after closing, the file alone has everything in it`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let database = try Database(path: path)
            try await database.insertUser("ada")
            try database.close()
            try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
            let names = try await DatabaseQueue(path: path + ".copy").read {
                try String.fetchAll($0, sql: "SELECT username FROM user")
            }
            #expect(names == ["ada"])
        }
    }

    @Test func `what was deleted is not left in the files`() async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let database = try Database(path: path)
            try await database.insertUser("someone-to-forget")
            try await database.pool.write { try $0.run("DELETE FROM user") }
            try database.close()
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            let bytes = try files.map { try Data(contentsOf: folder.appending(path: $0)) }.reduce(Data(), +)
            #expect(bytes.range(of: Data("someone-to-forget".utf8)) == nil)
        }
    }

    @Test func `times are stored in whole seconds, rounded down`() {
        #expect(Date(timeIntervalSince1970: 1_800_000_000.999).stored == 1_800_000_000)
        #expect(Date(timeIntervalSince1970: -0.5).stored == -1)
        #expect(Date(stored: 1_800_000_000) == Date(timeIntervalSince1970: 1_800_000_000))
    }
}
