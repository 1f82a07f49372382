import Foundation
import GRDB

extension Database {
    /// A file for a copy cannot be made.
    public struct CannotCopy: Error, CustomStringConvertible {
        public let path: String
        public let reason: String
        public var description: String { "Cannot write a copy of the database to \(path): \(reason)." }
    }

    /// Makes an empty file that only its owner can read; the permissions of SQLite's own files depend on the umask. SQLite
    /// gives the WAL the permissions of the file.
    ///
    /// - Returns: nil, or the error's number (errno).
    static func reserve(_ path: String) -> Int32? {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return errno }
        Foundation.close(file)
        return nil
    }

    /// Flushes a folder, so that the names in it are durable, if its file system supports that.
    static func flushFolder(of path: String) {
        let folder = open(
            URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        Foundation.close(folder)
    }
}

extension GRDB.Database {
    /// Pages of 4 KiB that are copied between two calls of `progress`.
    private static let pagesPerStep: CInt = 1024

    /// Copies everything that this connection sees into a new file that only this user may read. The file is on disk when
    /// this returns, and removed when it throws.
    ///
    /// - Throws: ``Storage/Database/CannotCopy``, errors of SQLite and of `progress`.
    func copy(to path: String, progress: @escaping (Double) throws -> Void = { _ in }) throws {
        if let code = Storage.Database.reserve(path) {
            throw Storage.Database.CannotCopy(path: path, reason: String(cString: strerror(code)))
        }
        do {
            let copy = try DatabaseQueue(path: path)
            try copy.writeWithoutTransaction { destination in
                try backup(to: destination, pagesPerStep: Self.pagesPerStep) { state in
                    guard state.totalPageCount > 0 else { return }
                    try progress(Double(state.completedPageCount) / Double(state.totalPageCount))
                }
            }
            try copy.close()
        } catch {
            unlink(path)
            throw error
        }
    }
}
