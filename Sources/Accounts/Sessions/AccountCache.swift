import Instrumentation
import Storage
import Synchronization

/// Sessions in use with their users, by the hash of their token, and what the summaries of accounts are made from, so
/// that a page of a known session costs no read of the database.
///
/// It is exact: nothing is answered from it unless it holds all that was committed before the question. Changes made by
/// this process reach it right after their commit, on the thread that writes. For those of other processes, the mark of
/// the last commit shows that something was missed; the next read of the database then catches up. Triggers write down
/// whose account has changed (`accountChange`), so nothing that changes an account has to tell the cache.
final class AccountCache: CommitObserver {
    /// Sessions: about 10 MB.
    static let capacity = 10_000

    /// What the cache knew at some time: what is read from the database later is put in only if no change of the account
    /// has been seen since.
    struct Generation: Hashable, Sendable {
        fileprivate(set) var number = 0

        mutating func advance() { number += 1 }
    }

    enum Answer<Known: Sendable>: Sendable {
        case known(Known)
        /// To be read from the database: in the same transaction, ``AccountCache/catchUp(_:since:)`` gives the generation
        /// to insert it with.
        case unknown(Generation)
    }

    private let database: Database
    private let state = Mutex(AccountCacheState())

    init(of database: Database) {
        self.database = database
        database.add(self)
    }

    /// The number of sessions.
    var count: Int { state.withLock { $0.count } }

    /// Of sessions, and of what summaries are made from.
    var metrics: (sessions: CacheMetrics, histories: CacheMetrics) {
        state.withLock { ($0.metrics, $0.histories.metrics) }
    }

    /// Whether it was filled at the start.
    var isWarm: Bool { state.withLock { $0.isWarm } }

    func setWarm() {
        state.withLock { $0.isWarm = true }
    }

    var generation: Generation { state.withLock { $0.generation } }

    func find(_ key: Key) -> Answer<SignedIn> {
        answer { $0.find(key) }
    }

    func findHistory(of user: User.ID) -> Answer<AccountHistory> {
        answer { $0.histories.find(user) }
    }

    private func answer<Known>(_ find: (inout AccountCacheState) -> Known?) -> Answer<Known> {
        let mark = database.lastCommit
        return state.withLock { state in
            guard state.isCurrent(at: mark), let known = find(&state) else { return .unknown(state.generation) }
            return .known(known)
        }
    }

    /// Keeps what was read from the database in `generation`, if no change has been seen since.
    func insert(_ session: Session, of user: User, _ key: Key, since generation: Generation) {
        state.withLock { state in
            guard !state.hasChanged(user.id, since: generation) else { return }
            state.insert(session, of: user, key)
        }
    }

    /// Keeps what was read from the database in `generation`, if no change has been seen since.
    func insert(_ history: AccountHistory, of user: User.ID, since generation: Generation) {
        state.withLock { state in
            guard !state.hasChanged(user, since: generation) else { return }
            state.histories.insert(history, of: user)
        }
    }

    /// Keeps the times of a session that is in use; they are written down later.
    func update(_ session: Session, _ key: Key) {
        state.withLock { $0.update(session, key) }
    }
}

extension AccountCache {
    func didCommit(_ db: Transaction) {
        // After an error the mark stays as it was, and the next question is answered by the database.
        _ = try? catchUp(db, since: generation)
    }

    /// Drops what has changed since the cache last read the log of changes.
    ///
    /// - Parameter earlier: the generation before the transaction began.
    /// - Returns: the generation that all else read in this transaction belongs to.
    @discardableResult
    func catchUp(_ db: Transaction, since earlier: Generation) throws -> Generation {
        let start = state.withLock { $0.isCurrent(at: db.lastCommit) ? nil : $0.position }
        guard let start else { return earlier }
        let changes = try ChangeLog.changes(db, after: start.entry)
        return state.withLock { state in
            let isNext = state.apply(changes, from: start, at: db.lastCommit)
            return isNext && start.generation == earlier ? state.generation : earlier
        }
    }
}
