import Instrumentation
import Synchronization

/// Sessions in use with their people, by the hash of their token, and what the overviews of accounts are made from, so
/// that a page of a known session costs no look-up.
///
/// It is exact: before each answer a ``ChangeWatch`` tells what to drop, also of what other processes did. What is
/// dropped is read again when it is asked for. Nothing that changes an account has to remember to tell the cache.
final class AccountCache: Sendable {
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
        /// To be read from the database and put in; nil when nothing can be kept.
        case unknown(Generation?)
    }

    private let state: Mutex<AccountCacheState>

    init(path: String) {
        state = Mutex(AccountCacheState(watch: ChangeWatch(path: path)))
    }

    /// Of sessions.
    var count: Int { state.withLock { $0.count } }

    /// Of sessions, and of what overviews are made from.
    var metrics: (sessions: CacheMetrics, histories: CacheMetrics) {
        state.withLock { ($0.metrics, $0.histories.metrics) }
    }

    /// Whether it was filled at the start.
    var isWarm: Bool { state.withLock { $0.isWarm } }

    func setWarm() {
        state.withLock { $0.isWarm = true }
    }

    func find(_ key: Key) -> Answer<SignedIn> {
        state.withLock { state in
            guard state.catchUp() else { return .unknown(nil) }
            return state.find(key).map(Answer.known) ?? .unknown(state.generation)
        }
    }

    /// Begins to read from the database. Nil when nothing can be kept.
    func generation() -> Generation? {
        state.withLock { $0.catchUp() ? $0.generation : nil }
    }

    /// Keeps what was read from the database since `generation`, if it is still so.
    func insert(_ session: Session, of user: User, _ key: Key, since generation: Generation) {
        state.withLock { state in
            guard state.catchUp(), !state.hasChanged(user.id, since: generation) else { return }
            state.insert(session, of: user, key)
        }
    }

    /// Keeps the times of a session that is in use; they are written down later.
    func update(_ session: Session, _ key: Key) {
        state.withLock { $0.update(session, key) }
    }

    /// Forgets everything and closes its connection, which opens again when it is asked.
    func close() {
        state.withLock { state in
            state.watch.close()
            state.forgetEverything()
        }
    }
}

extension AccountCache {
    func findHistory(of user: User.ID) -> Answer<AccountHistory> {
        state.withLock { state in
            guard state.catchUp() else { return .unknown(nil) }
            return state.histories.find(user).map(Answer.known) ?? .unknown(state.generation)
        }
    }

    /// Keeps what was read from the database since `generation`, if it is still so.
    func insert(_ history: AccountHistory, of user: User.ID, since generation: Generation) {
        state.withLock { state in
            guard state.catchUp(), !state.hasChanged(user, since: generation) else { return }
            state.histories.insert(history, of: user)
        }
    }
}
