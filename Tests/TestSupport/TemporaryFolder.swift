import Foundation
import PathKit

/// Hands a new folder to `body` and removes it.
public func withTemporaryFolder(_ body: (Path) throws -> Void) throws {
    let folder = newFolder()
    try folder.mkpath()
    defer { try? folder.delete() }
    try body(folder)
}

/// Hands a new folder to `body` and removes it.
public func withTemporaryDirectory(_ body: (URL) async throws -> Void) async throws {
    let folder = newFolder()
    try folder.mkpath()
    defer { try? folder.delete() }
    try await body(folder.url)
}

private func newFolder() -> Path {
    Path(NSTemporaryDirectory()) + "roost-tests-\(UUID().uuidString)"
}
