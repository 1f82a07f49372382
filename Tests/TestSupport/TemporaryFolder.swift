import Foundation
import PathKit

/// Hands a new folder to `body` and removes it.
public func withTemporaryFolder(_ body: (Path) throws -> Void) throws {
    let folder = try makeTemporaryFolder()
    defer { try? folder.delete() }
    try body(folder)
}

/// Hands a new folder to `body` and removes it.
public func withTemporaryDirectory(_ body: (URL) async throws -> Void) async throws {
    let folder = try makeTemporaryFolder()
    defer { try? folder.delete() }
    try await body(folder.url)
}

/// A new folder, which the caller removes.
public func makeTemporaryFolder() throws -> Path {
    let folder = Path(NSTemporaryDirectory()) + "roost-tests-\(UUID().uuidString)"
    try folder.mkpath()
    return folder
}
