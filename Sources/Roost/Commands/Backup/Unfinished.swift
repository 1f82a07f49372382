import Foundation
import Media

/// A file that has a temporary name until it is complete.
enum Unfinished {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "\(path) exists. Another run is in progress, or one was killed. If none is running, remove the file."
        }
    }

    /// - Throws: ``Exists``, `FileError`.
    static func file(_ path: String) throws -> IncomingFile {
        do { return try IncomingFile(path: path) } catch let error as FileError where error.code == EEXIST {
            throw Exists(path: path)
        }
    }
}
