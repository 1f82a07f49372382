import GRDB
import Instrumentation
import Synchronization
import WorkQueue

/// Puts the writes that wait at the same moment into one transaction, so that they wait for the disk once.
///
/// Each has its own savepoint: one that fails changes nothing and does not affect the others. Callers resume when the
/// transaction is on disk. A single write is a transaction of its own.
final class WriteQueue: Sendable {
    /// Actions in one transaction.
    static let groupLimit = 100
    /// Actions that may wait. One more fails with `WorkQueue.Full`.
    static let depth = 1000

    /// An action that waits for its turn.
    struct Action: Sendable {
        /// Does the work and returns the closure that resumes its caller.
        let run: @Sendable (Transaction) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Action] = []
        var isWriting = false
    }

    private let pool: DatabasePool
    private let observers: CommitObservers
    private let watch: CommitWatch
    private let state = Mutex(State())
    /// Actions that have ended.
    private let actions = Counter()
    /// Transactions that failed because of the database.
    private let failures = Counter()
    private let transactions = Histogram()

    init(pool: DatabasePool, observers: CommitObservers, watch: CommitWatch) {
        self.pool = pool
        self.observers = observers
        self.watch = watch
    }

    /// Actions that wait.
    var load: Int { state.withLock { $0.waiting.count } }

    var metrics: WriteMetrics {
        WriteMetrics(
            waiting: load, actions: actions.value, failures: failures.value, transactions: transactions.distribution)
    }

    func add(_ action: Action) {
        let isFirst: Bool? = state.withLock { state in
            guard state.waiting.count < Self.depth else { return nil }
            state.waiting.append(action)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        switch isFirst {
        case true?: writeNext()
        case false?: break
        case nil: action.fail(WorkQueue.Full())
        }
    }

    private func writeNext() {
        pool.asyncWriteWithoutTransaction { db in
            let group = self.state.withLock { state in
                defer { state.waiting.removeFirst(min(Self.groupLimit, state.waiting.count)) }
                return Array(state.waiting.prefix(Self.groupLimit))
            }
            self.write(group, db)
            let isMore = self.state.withLock { state in
                state.isWriting = !state.waiting.isEmpty
                return state.isWriting
            }
            // Not in a loop, so that other work on this connection gets its turn.
            if isMore { self.writeNext() }
        }
    }

    private func write(_ group: [Action], _ db: GRDB.Database) {
        let start = ContinuousClock.now
        var (ends, published): ([@Sendable () -> Void], [@Sendable () -> Void]) = ([], [])
        do {
            try db.inTransaction(.immediate) {
                for action in group {
                    let transaction = Transaction(db)
                    ends.append(try Self.run(action, transaction, isAlone: group.count == 1))
                    published += transaction.commitActions
                }
                return .commit
            }
            observers.publish(Transaction(db, after: watch.lastCommit))
        } catch {
            if Database.isFault(error) { failures.add() }
            published = []
            ends = group.map { action in { action.fail(error) } }
        }
        transactions.observe(ContinuousClock.now - start)
        actions.add(group.count)
        for action in published + ends { action() }
    }

    /// - Throws: errors that end the whole transaction: SQLite rolls it back itself when the disk is full or fails.
    private static func run(
        _ action: Action, _ transaction: Transaction, isAlone: Bool
    ) throws -> @Sendable () -> Void {
        if isAlone { return try action.run(transaction) }
        try transaction.run("SAVEPOINT action")
        do {
            let end = try action.run(transaction)
            try transaction.run("RELEASE action")
            return end
        } catch {
            guard transaction.connection.isInsideTransaction else { throw error }
            try transaction.run("ROLLBACK TO action")
            try transaction.run("RELEASE action")
            transaction.dropCommitActions()
            return { action.fail(error) }
        }
    }
}

extension Database {
    /// Runs `action` in a transaction. Its changes are on disk when this returns; when it throws, nothing has changed.
    ///
    /// It may share the transaction with other actions, and sees the changes of those before it.
    package func write<Value: Sendable>(
        _ action: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            writes.add(
                WriteQueue.Action(
                    run: { transaction in
                        let value = try action(transaction)
                        return { continuation.resume(returning: value) }
                    }, fail: { continuation.resume(throwing: $0) }))
        }
    }
}
