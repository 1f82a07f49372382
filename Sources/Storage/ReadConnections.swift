import GRDB
import Synchronization

/// The connections that reads use, one for each thread that reads.
///
/// GRDB's pool has connections for this as well, but changes threads to find one and looks at the schema before each use,
/// which costs more than a read that finds one row.
final class ReadConnections: Sendable {
    private let all: [DatabaseQueue]
    private let idle: Mutex<[DatabaseQueue]>

    /// - Parameter configuration: that of the connection that writes, which has made the file.
    init(path: String, _ configuration: Configuration) throws {
        var configuration = configuration
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        all = try (0..<configuration.maximumReaderCount).map { _ in
            try DatabaseQueue(path: path, configuration: configuration)
        }
        idle = Mutex(all)
    }

    /// Runs `body` on the calling thread, of which there are no more than connections.
    func use<Value>(_ body: (GRDB.Database) throws -> Value) throws -> Value {
        guard let connection = idle.withLock({ $0.popLast() }) else { preconditionFailure("too many threads read") }
        defer { idle.withLock { $0.append(connection) } }
        return try connection.unsafeRead(body)
    }

    /// Waits for reads that are under way. Later ones throw SQLITE_MISUSE.
    func close() throws {
        for connection in all { try connection.close() }
    }
}
