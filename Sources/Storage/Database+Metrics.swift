import Foundation
import Instrumentation

/// How the database does.
public struct DatabaseMetrics: Sendable {
    public let writes: WriteMetrics
    public let reads: QueueMetrics
    /// Bytes of the file, and of the log beside it that has not been written back.
    public let fileBytes: Int
    public let logBytes: Int
}

/// How the queue of writing actions does.
public struct WriteMetrics: Sendable {
    /// Actions that wait for a transaction.
    public let waiting: Int
    /// Actions that had their turn, whatever became of them.
    public let actions: Int
    /// Transactions that the database failed.
    public let failures: Int
    public let transactions: Distribution
}

extension Database {
    public var metrics: DatabaseMetrics {
        DatabaseMetrics(
            writes: writes.metrics, reads: readers.metrics, fileBytes: Self.size(of: pool.path),
            logBytes: Self.size(of: pool.path + "-wal"))
    }

    /// None for a file that is not there.
    private static func size(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue ?? 0
    }
}
