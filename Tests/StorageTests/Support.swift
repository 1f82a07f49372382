import Foundation
import GRDB
import TestSupport

@testable import Storage

/// Hands a new database, and where its file is, to `body` and removes both.
func withDatabase(_ body: (Storage.Database, String) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
        let path = folder.appending(path: "roost.sqlite").path()
        let database = try Storage.Database.new(at: path)
        try await body(database, path)
        try database.close()
    }
}

extension Storage.Database {
    /// Makes a person with this name, by SQL alone.
    func insertUser(_ name: String) async throws {
        try await pool.write { db in
            try db.run(
                "INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt) VALUES (?, '', '', 0, 0)",
                [name])
        }
    }
}

extension Storage.Database {
    /// Keeps the writer busy until `body` has queued `count` actions, and `whenQueued` has ended.
    func whileBusy<Value: Sendable>(
        queueing count: Int, _ body: @escaping @Sendable () async throws -> Value, whenQueued: () async -> Void = {}
    ) async throws -> Value {
        let gate = DispatchSemaphore(value: 0)
        pool.asyncWriteWithoutTransaction { _ in gate.wait() }
        async let value = body()
        defer { gate.signal() }
        try await waitUntil("\(count) writes wait") { writes.load >= count }
        await whenQueued()
        gate.signal()
        return try await value
    }
}

/// What GRDB writes longer.
extension GRDB.Database {
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try execute(sql: sql, arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [GRDB.Row] {
        try GRDB.Row.fetchAll(self, sql: sql, arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> GRDB.Row? {
        try GRDB.Row.fetchOne(self, sql: sql, arguments: arguments)
    }
}
