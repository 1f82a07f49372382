import Foundation
import GRDB
import Synchronization
import Testing

@testable import Storage

@Suite struct WriteQueueTests {
    private struct Refused: Error {}

    @Test func `what is written is there, and returned`() async throws {
        try await withDatabase { database, _ in
            let id = try await database.write { db in
                try db.insert(
                    """
                    INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt)
                    VALUES ('ada', '', '', 0, 0) RETURNING id
                    """)
            }
            #expect(try await database.pool.read { try $0.row("SELECT max(id) FROM user")?[0] } == id)
        }
    }

    @Test func `an action that fails changes nothing, alone and among others, and fails alone`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            await #expect(throws: Refused.self) {
                try await database.write { db in
                    try db.run("UPDATE user SET nickname = 'wrong'")
                    throw Refused()
                }
            }
            let results = try await database.whileBusy(queueing: 20) {
                await Self.add(20, failing: { $0.isMultiple(of: 3) }, database)
            }
            #expect(results == Set((0..<20).filter { !$0.isMultiple(of: 3) }))
            let nickname: String? = try await database.pool.read { try $0.row("SELECT nickname FROM user")?[0] }
            #expect(nickname != nil && nickname != "wrong")
            let stored = try await database.pool.read { try Int.fetchSet($0, sql: "SELECT at FROM activity") }
            #expect(stored == results)
        }
    }

    @Test func `actions that wait at the same moment share a transaction`() async throws {
        try await withDatabase { database, path in
            try await database.insertUser("ada")
            let observer = CommitCounter()
            database.pool.add(transactionObserver: observer, extent: .databaseLifetime)
            let results = try await database.whileBusy(queueing: 40) {
                await Self.add(40, failing: { _ in false }, database)
            }
            #expect(results.count == 40)
            #expect(observer.count == 1)
        }
    }

    @Test func `when the transaction fails, all of it do`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            let results = try await database.whileBusy(queueing: 12) {
                await withTaskGroup(of: Bool.self) { group in
                    for number in 0..<12 {
                        group.addTask {
                            let done: Void? = try? await database.write { db in
                                try Self.insert(number, db)
                                // What SQLite does when the disk is full.
                                if number == 5 { try db.run("ROLLBACK") }
                                if number == 5 { throw Refused() }
                            }
                            return done != nil
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
            }
            let stored = try await database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM activity") }
            #expect(results == stored)
            #expect(results < 12)
            try await database.write { try Self.insert(99, $0) }
        }
    }

    @Test func `an action beyond those that may wait fails at once`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            let depth = WriteQueue.depth
            let results = try await database.whileBusy(queueing: depth) {
                await Self.add(depth, failing: { _ in false }, database)
            } whenQueued: {
                let late = await Self.add(10, failing: { _ in false }, database)
                #expect(late.isEmpty)
            }
            #expect(results.count == depth)
        }
    }

    @Test func `after closing, it fails`() async throws {
        try await withDatabase { database, _ in
            try database.close()
            await #expect(throws: DatabaseError.self) { try await database.write { try Self.insert(1, $0) } }
        }
    }

    /// Adds entries at once; the numbers of those that succeeded.
    private static func add(
        _ count: Int, failing isFailing: @escaping @Sendable (Int) -> Bool, _ database: Storage.Database
    ) async -> Set<Int> {
        await withTaskGroup(of: Int?.self) { group in
            for number in 0..<count {
                group.addTask {
                    try? await database.write { db in
                        try insert(number, db)
                        if isFailing(number) { throw Refused() }
                        return number
                    }
                }
            }
            return await group.reduce(into: []) { if let number = $1 { $0.insert(number) } }
        }
    }

    private static func insert(_ number: Int, _ db: Transaction) throws {
        try db.run(
            "INSERT INTO activity (userId, kind, userAgent, address, at) SELECT id, 'x', '', '', ? FROM user", [number])
    }
}

private final class CommitCounter: TransactionObserver, Sendable {
    private let commits = Mutex(0)

    var count: Int { commits.withLock { $0 } }

    func observes(eventsOfKind _: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with _: DatabaseEvent) {}
    func databaseDidCommit(_: GRDB.Database) { commits.withLock { $0 += 1 } }
    func databaseDidRollback(_: GRDB.Database) {}
}
