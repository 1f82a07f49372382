import GRDB
import Synchronization

/// The connections that reads use, of which there come to be as many as threads read at once.
///
/// GRDB's pool has connections for this as well, but changes threads to find one and looks at the schema before each use,
/// which costs more than a read that finds one row.
final class ReadConnections: Sendable {
    private struct State {
        var all: [DatabaseQueue] = []
        var idle: [DatabaseQueue] = []
        var isClosed = false

        func requireOpen() throws {
            guard !isClosed else { throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the database is closed") }
        }
    }

    private let path: String
    private let configuration: Configuration
    private let state = Mutex(State())

    /// - Parameter configuration: that of the connection that writes, which has made the file.
    init(path: String, _ configuration: Configuration) {
        self.path = path
        var configuration = configuration
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        self.configuration = configuration
    }

    /// Runs `body` on the calling thread.
    func use<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
        let idle = try state.withLock { state in
            try state.requireOpen()
            return state.idle.popLast()
        }
        let connection = try idle ?? open()
        defer { state.withLock { $0.idle.append(connection) } }
        return try connection.unsafeRead(body)
    }

    private func open() throws -> DatabaseQueue {
        let connection = try DatabaseQueue(path: path, configuration: configuration)
        try state.withLock { state in
            try state.requireOpen()
            state.all.append(connection)
        }
        return connection
    }

    /// Waits for reads that are under way. Later ones throw SQLITE_MISUSE.
    func close() throws {
        let all = state.withLock { state in
            state.isClosed = true
            return state.all
        }
        for connection in all { try connection.close() }
    }
}
