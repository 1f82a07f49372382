import GRDB
import WorkQueue

/// The database as it was at one moment, to be read in several steps while others write.
///
/// The log grows while one is open, as nothing that came after its moment can be written back: hold it no longer than
/// needed.
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
