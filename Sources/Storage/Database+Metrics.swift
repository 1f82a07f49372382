import Foundation
import Instrumentation

/// The state of the database.
public struct DatabaseMetrics: Sendable {
    public let writes: WriteMetrics
    public let reads: QueueMetrics
    /// Reads that may take long, one after another.
    public let longReads: QueueMetrics
    /// Bytes of the file, and of the WAL that has not been written back.
    public let fileBytes: Int
    public let logBytes: Int
}

/// The state of the queue of writes.
public struct WriteMetrics: Sendable {
    /// Actions that wait for a transaction.
    public let waiting: Int
    /// Actions that have run, successfully or not.
    public let actions: Int
    /// Transactions that failed because of the database.
    public let failures: Int
    public let transactions: Distribution
}

extension Database {
    public var metrics: DatabaseMetrics {
        DatabaseMetrics(
            writes: writes.metrics, reads: readers.metrics, longReads: longReads.metrics,
            fileBytes: Self.size(of: pool.path),
            logBytes: Self.size(of: pool.path + "-wal"))
    }

    /// None for a file that is not there.
    private static func size(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
