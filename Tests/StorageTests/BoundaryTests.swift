import Foundation
import Testing

/// Which parts of the source know the libraries under the database.
struct BoundaryTests {
    @Test func `only Storage and its tests import GRDB`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for folder in ["Sources", "Tests", "Benchmarks/Sources"] {
            let files = try #require(FileManager.default.enumerator(atPath: root.appending(path: folder).path()))
            for case let name as String in files where name.hasSuffix(".swift") {
                guard !name.hasPrefix("Storage/"), !name.hasPrefix("StorageTests/") else { continue }
                let text = try String(contentsOf: root.appending(path: folder).appending(path: name), encoding: .utf8)
                let imports = text.split(separator: "\n").filter { $0.contains("import ") && $0.contains("GRDB") }
                #expect(imports.isEmpty, "\(folder)/\(name)")
            }
        }
    }
}
