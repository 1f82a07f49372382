import Synchronization

/// Sessions in use with their people, by the hash of their token, so that a page of a known session costs no look-up.
///
/// It is exact: before each answer a ``ChangeWatch`` tells whose entries to drop, also of what other processes did.
/// What is dropped is read again when it is asked for. Nothing that changes an account has to remember to tell the
/// cache.
final class SessionCache: Sendable {
    /// About 10 MB.
    static let capacity = 10_000

    /// What the cache knew at some time: what is read from the database later is put in only if no change has been seen
    /// since.
    struct Generation: Hashable, Sendable {
        fileprivate var number = 0
    }

    enum Answer: Sendable {
        case known(User, Session)
        /// To be read from the database and put in; nil when nothing can be kept.
        case unknown(Generation?)
    }

    private let state: Mutex<State>

    init(path: String) {
        state = Mutex(State(watch: ChangeWatch(path: path)))
    }

    var count: Int { state.withLock { $0.entries.count } }

    /// Whether it was filled at the start.
    var isWarm: Bool { state.withLock { $0.isWarm } }

    func setWarm() {
        state.withLock { $0.isWarm = true }
    }

    func find(_ key: Key) -> Answer {
        state.withLock { state in
            guard state.catchUp() else { return .unknown(nil) }
            guard let index = state.entries.index(forKey: key) else { return .unknown(state.generation) }
            state.uses += 1
            state.entries.values[index].lastUse = state.uses
            let entry = state.entries.values[index]
            return .known(entry.user, entry.session)
        }
    }

    /// Begins to read from the database. Nil when nothing can be kept.
    func generation() -> Generation? {
        state.withLock { $0.catchUp() ? $0.generation : nil }
    }

    /// Keeps what was read from the database since `generation`, if it is still so.
    func insert(_ session: Session, of user: User, _ key: Key, since generation: Generation) {
        state.withLock { state in
            guard state.catchUp(), state.generation == generation else { return }
            state.insert(session, of: user, key)
        }
    }

    /// Keeps the times of a session that is in use; they are written down later.
    func update(_ session: Session, _ key: Key) {
        state.withLock { state in
            guard state.entries[key]?.session.id == session.id else { return }
            state.entries[key]?.session = session
        }
    }

    /// Forgets everything and closes its connection, which opens again when it is asked.
    func close() {
        state.withLock { state in
            state.watch.close()
            state.forgetEverything()
        }
    }
}

extension SessionCache {
    private struct Entry {
        let user: User
        var session: Session
        var lastUse: UInt64
    }

    private struct State {
        var watch: ChangeWatch
        var entries: [Key: Entry] = [:]
        var keys: [User.ID: Set<Key>] = [:]
        var generation = Generation()
        var uses: UInt64 = 0
        var isWarm = false

        init(watch: ChangeWatch) {
            self.watch = watch
        }

        /// Drops what has changed; false when that cannot be known.
        mutating func catchUp() -> Bool {
            switch watch.news() {
            case .none: return true
            case .people(let ids):
                generation.number += 1
                for id in ids {
                    for key in keys.removeValue(forKey: id) ?? [] { entries[key] = nil }
                }
                return true
            case .everything:
                forgetEverything()
                return true
            case .unavailable:
                forgetEverything()
                return false
            }
        }

        mutating func forgetEverything() {
            generation.number += 1
            (entries, keys) = ([:], [:])
        }

        mutating func insert(_ session: Session, of user: User, _ key: Key) {
            uses += 1
            entries[key] = Entry(user: user, session: session, lastUse: uses)
            keys[user.id, default: []].insert(key)
            if entries.count > capacity { forgetOldest() }
        }

        /// A tenth at a time, so that a full cache need not sort for each new session.
        private mutating func forgetOldest() {
            for (key, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }).prefix(entries.count / 10) {
                entries[key] = nil
                keys[entry.user.id]?.remove(key)
                if keys[entry.user.id]?.isEmpty == true { keys[entry.user.id] = nil }
            }
        }
    }
}
