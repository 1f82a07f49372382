import Foundation
import Media

/// A file that is written under another name until it is complete.
enum Unfinished {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is there: another is at work, or one was killed; then remove it." }
    }

    /// - Throws: ``Exists``, `FileError`.
    static func file(_ path: String) throws -> IncomingFile {
        do { return try IncomingFile(path: path) } catch let error as FileError where error.code == EEXIST {
            throw Exists(path: path)
        }
    }
}
