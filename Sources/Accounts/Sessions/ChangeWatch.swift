import Foundation
import GRDB

/// Tells whose account or sessions have changed in the database, whoever changed them: this process, another, or a
/// hand with `sqlite3`.
///
/// A connection of its own asks SQLite for its `data_version`, which differs after each commit of any other connection
/// (https://www.sqlite.org/pragma.html#pragma_data_version): a look at shared memory, no query. Only when it does, the
/// log that triggers write (`accountChange`) is read on. So nothing that was committed before the question is missed.
struct ChangeWatch {
    enum News {
        case none
        case people([User.ID])
        /// The log does not go back far enough, or has not been read before.
        case everything
        /// The database does not answer.
        case unavailable
    }

    private let path: String
    private var connection: DatabaseQueue?
    private var version: Int64?
    /// The last entry of the log that was told of.
    private var position: Int64?

    init(path: String) {
        self.path = path
    }

    /// What has happened since the last question.
    mutating func news() -> News {
        do {
            let connection = try connection ?? open()
            self.connection = connection
            let version = try connection.unsafeRead {
                try Int64.fetchOne($0.cachedStatement(sql: "PRAGMA data_version"))
            }
            guard version != self.version else { return .none }
            let news = try readOn(connection)
            self.version = version
            return news
        } catch {
            close()
            return .unavailable
        }
    }

    mutating func close() {
        (connection, version, position) = (nil, nil, nil)
    }

    private mutating func readOn(_ connection: DatabaseQueue) throws -> News {
        guard let position else {
            self.position = try connection.unsafeRead { try ChangeLog.end($0) }
            return .everything
        }
        let changes = try connection.unsafeRead { try ChangeLog.entries($0, after: position) }
        guard let first = changes.first, let last = changes.last else { return .none }
        self.position = last.id
        // The log's ids have no gaps, but its old end is cut off.
        return first.id == position + 1 ? .people(changes.map(\.user)) : .everything
    }

    /// Reads only, so that it never writes the log of SQLite back into the file.
    private func open() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "roost.changes"
        configuration.readonly = true
        configuration.busyMode = .timeout(1)
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
