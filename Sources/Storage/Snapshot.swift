import GRDB
import WorkQueue

/// The state of the database at one moment, to be read in several steps while others write.
///
/// The WAL grows while a snapshot is open, as nothing later can be written back: release it soon.
package final class Snapshot: Sendable {
    private let snapshot: DatabaseSnapshot
    private let readers: WorkQueue

    fileprivate init(_ snapshot: DatabaseSnapshot, readers: WorkQueue) {
        self.snapshot = snapshot
        self.readers = readers
    }

    /// - Throws: what `body` or SQLite throws; `WorkQueue.Full` when too many wait already.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await readers.run { [snapshot] in try snapshot.read { try body(Transaction($0)) } }
    }
}

extension Database {
    /// The database as it is now.
    package func snapshot() async throws -> Snapshot {
        try await readers.run { [pool, readers] in Snapshot(try pool.makeSnapshot(), readers: readers) }
    }
}
