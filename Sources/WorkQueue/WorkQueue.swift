import Foundation
import Synchronization

/// Runs blocking work (hashing, files) away from Swift's cooperative threads.
///
/// At most `width` pieces of work run at the same time and at most `depth` wait for their turn; beyond that `run`
/// throws ``Full`` at once, so that a flood costs its senders an answer and the process no memory.
public final class WorkQueue: Sendable {
    /// The queue has as much work waiting as it accepts. Try again later.
    public struct Full: Error {}

    private let operations: OperationQueue
    private let limit: Int
    private let accepted = Mutex(0)

    public init(label: String, width: Int, depth: Int) {
        precondition(width > 0 && depth >= 0, "a work queue needs a worker and cannot owe work")
        operations = OperationQueue()
        operations.name = label
        operations.maxConcurrentOperationCount = width
        limit = width + depth
    }

    /// The pieces of work that run or wait now.
    public var load: Int { accepted.withLock { $0 } }

    /// Waits for a worker, runs `work` on it and returns what it returned.
    public func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try accept()
        return try await withCheckedThrowingContinuation { continuation in
            operations.addOperation {
                let result = Result { try work() }
                self.accepted.withLock { $0 -= 1 }
                continuation.resume(with: result)
            }
        }
    }

    private func accept() throws(Full) {
        let isFull = accepted.withLock { accepted in
            guard accepted < limit else { return true }
            accepted += 1
            return false
        }
        if isFull { throw Full() }
    }
}
