import Foundation

@testable import Storage

/// Hands a new folder to `body` and removes it.
func withTemporaryFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "storage-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}

/// Hands a new database, and where its file is, to `body` and removes both.
func withDatabase(_ body: (Database, String) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        let path = folder.appending(path: "roost.sqlite").path()
        let database = try Database(path: path)
        try await body(database, path)
        try database.close()
    }
}

extension Database {
    /// Makes a person with this name, by SQL alone.
    func insertUser(_ name: String) async throws {
        try await pool.write { db in
            try db.run(
                "INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt) VALUES (?, '', '', 0, 0)",
                [name])
        }
    }
}
