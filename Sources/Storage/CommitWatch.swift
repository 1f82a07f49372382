import CStorage
import GRDB
import Synchronization

/// Identifies the last commit to a database file, by this process or another.
///
/// It is the header of the index of the write-ahead log. SQLite compares it too, to learn whether the pages that it
/// caches are still current (https://www.sqlite.org/walformat.html, 2.1).
package struct CommitMark: Equatable, Sendable {
    fileprivate let header: roost_log_header

    package static func == (one: CommitMark, other: CommitMark) -> Bool {
        one.header.words == other.header.words
    }
}

/// Tells which commit to a database was the last, without a read of the file: the header is in memory that all
/// connections share.
final class CommitWatch: Sendable {
    /// Unchecked: others write to the memory at any time, which the functions in C expect.
    private struct Index: @unchecked Sendable {
        let memory: UnsafeRawPointer
    }

    private let index: Mutex<Index?>

    /// - Parameter pool: the index is mapped until its connection that writes closes, so the watch has to be closed before.
    init(_ pool: DatabasePool) throws {
        let found = try pool.writeWithoutTransaction { db in
            // SQLite maps the index when it reads for the first time.
            _ = try Transaction(db).exists("SELECT 1 FROM sqlite_master")
            return db.sqliteConnection.flatMap { roost_log_index(UnsafeMutableRawPointer($0)) }.map(Index.init)
        }
        index = Mutex(found)
    }

    /// Nil when it cannot be told: while a commit writes the header, without an index, and after closing.
    var lastCommit: CommitMark? {
        index.withLock { index in
            guard let index else { return nil }
            var header = roost_log_header()
            return roost_read_log_header(index.memory, &header) ? CommitMark(header: header) : nil
        }
    }

    func close() {
        index.withLock { $0 = nil }
    }
}
