import CStorage
import GRDB

/// Tells whether anything was committed to a database, by this process or another.
///
/// It compares the header of the index of the write-ahead log, in the memory that all connections share, with what it
/// was. SQLite itself knows by this comparison whether what it has cached of the file still holds
/// (https://www.sqlite.org/walformat.html, 2.1), but takes a lock to make it, which costs a hundred times as much.
///
/// Unchecked: the memory is written by others at any time, which the functions in C expect; `seen` has one owner.
package struct CommitWatch: @unchecked Sendable {
    private let connection: Connection
    private let index: UnsafeRawPointer?
    private var seen = [UInt8](repeating: 0, count: Int(ROOST_LOG_HEADER_SIZE))

    /// - Parameter connection: one that has read before. It is kept open, and with it the memory.
    package init(_ connection: Connection) {
        self.connection = connection
        index = connection.queue.unsafeRead { db in
            db.sqliteConnection.flatMap { roost_log_index(UnsafeMutableRawPointer($0)) }
        }
    }

    /// Whether there may have been a commit since this was asked last. Without an index, always.
    package mutating func hasChanged() -> Bool {
        guard let index else { return true }
        return roost_log_has_moved(index, &seen) != 0
    }
}
