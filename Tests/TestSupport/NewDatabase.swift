import Foundation
import PathKit
import Storage

extension Database {
    /// Opens a new database at `path`. Its file is a copy of one on which the migrations have run, as hundreds of tests
    /// need one, and nearly all that each of them did was to run the migrations.
    public static func new(at path: String) throws -> Database {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: try empty.get(), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
        return try Database(path: path)
    }

    private static let empty = Result {
        var content = Data()
        try withTemporaryFolder { folder in
            let path = (folder + "empty.sqlite").string
            try Database(path: path).close()
            content = try Data(contentsOf: URL(filePath: path))
        }
        return content
    }
}
