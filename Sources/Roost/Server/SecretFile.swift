import Accounts
import Foundation
import Media
import PathKit

/// The file next to the database that keeps the site's secret if the settings contain none. Only its owner can read it.
struct SecretFile {
    struct Unusable: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    let path: String

    init(for database: String) {
        path = database + ".key"
    }

    /// The secret in the file. The file is created if it does not exist.
    func secret() throws -> Secret {
        if !Path(path).exists { try create() }
        guard let secret = try Self.read(path) else {
            throw Unusable(path: path, reason: "too short for a secret. Restore it from a backup")
        }
        return secret
    }

    /// - Returns: nil if the content is too short for a secret.
    static func read(_ path: String) throws -> Secret? {
        Secret(try Path(path).read() as Data)
    }

    /// The file has its name only when it is whole, so that a crash leaves none or a good one. If another process is faster,
    /// its file stays.
    private func create() throws {
        let draft = "\(path).\(getpid())"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw Unusable(path: path, reason: String(cString: strerror(errno))) }
        defer { unlink(draft) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        try handle.write(contentsOf: Data(Data(systemRandom(Secret.minimumLength)).base64EncodedString().utf8))
        try handle.synchronize()
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw Unusable(path: path, reason: String(cString: strerror(errno)))
        }
        try OpenFile.flushFolder(Path(path).parent().string)
    }
}
