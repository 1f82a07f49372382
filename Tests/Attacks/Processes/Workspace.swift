import Foundation
import Synchronization
import TestSupport

/// The temporary folder of a run, and the binary that is attacked there.
final class Workspace: Sendable {
    let roost: String
    let folder: String
    private let files = Atomic(0)

    init(roost: String) throws {
        self.roost = roost
        folder = try Leftovers.folder {
            var template = Array((NSTemporaryDirectory() + "roost-attacks-XXXXXX").utf8CString)
            guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
            return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        }
    }

    /// A path at which there is nothing yet.
    func newFile(_ name: String) -> String {
        "\(folder)/\(name)-\(files.add(1, ordering: .relaxed).newValue)"
    }

    func newFolder(_ name: String) throws -> String {
        let path = newFile(name)
        guard mkdir(path, 0o700) == 0 else { throw SystemError("mkdir \(path)") }
        return path
    }
}
