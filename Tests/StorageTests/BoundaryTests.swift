import Foundation
import Testing

/// Which parts of the source know the libraries under the database, the sockets and the templates.
struct BoundaryTests {
    @Test(arguments: [
        ("GRDB", "Storage"), ("FlyingFox", "Transport"), ("FlyingSocks", "Transport"), ("Stencil", "Site"),
    ])
    func `one module and its tests import a library`(library: String, module: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let allowed = ["\(module)/", "\(module)Tests/", "\(module)TestSupport/"]
        for folder in ["Sources", "Tests", "Benchmarks/Sources"] {
            let files = try #require(FileManager.default.enumerator(atPath: root.appending(path: folder).path()))
            for case let name as String in files where name.hasSuffix(".swift") {
                guard !allowed.contains(where: name.hasPrefix) else { continue }
                let text = try String(contentsOf: root.appending(path: folder).appending(path: name), encoding: .utf8)
                let imports = text.split(separator: "\n").filter { $0.contains("import ") && $0.contains(library) }
                #expect(imports.isEmpty, "\(folder)/\(name)")
            }
        }
    }
}
