import Foundation
import Storage

/// Tells whose account or sessions have changed in the database, whoever changed them: this process, another, or a
/// hand with `sqlite3`.
///
/// A look at shared memory tells whether there was a commit at all. Only when there was, a connection of its own reads
/// the log that triggers write (`accountChange`) on. So nothing that was committed before the question is missed.
struct ChangeWatch {
    enum News {
        case none
        case changes([ChangeLog.Entry])
        /// The log does not go back far enough, or has not been read before.
        case everything
        /// The database does not answer.
        case unavailable
    }

    private struct Open {
        let connection: Connection
        var commits: CommitWatch
        /// The last entry of the log that was told of.
        var position: Int64
    }

    private let path: String
    private var open: Open?

    init(path: String) {
        self.path = path
    }

    /// What has happened since the last question.
    mutating func news() -> News {
        do {
            guard open != nil else {
                open = try Self.open(path)
                return .everything
            }
            guard open?.commits.hasChanged() == true else { return .none }
            return try readOn()
        } catch {
            close()
            return .unavailable
        }
    }

    mutating func close() {
        open = nil
    }

    private mutating func readOn() throws -> News {
        guard let open else { return .unavailable }
        let entries = try open.connection.use { try ChangeLog.entries($0, after: open.position) }
        guard let first = entries.first, let last = entries.last else { return .none }
        self.open?.position = last.id
        // The log's ids have no gaps, but its old end is cut off.
        return first.id == open.position + 1 ? .changes(entries) : .everything
    }

    private static func open(_ path: String) throws -> Open {
        // Reads only, so that it never writes the log of SQLite back into the file.
        let connection = try Connection(path: path, isReadOnly: true)
        _ = try connection.use(ChangeLog.end)
        var commits = CommitWatch(connection)
        // What is committed from here on is seen the next time, if not in the position already.
        _ = commits.hasChanged()
        return Open(connection: connection, commits: commits, position: try connection.use(ChangeLog.end))
    }
}
