import Instrumentation

/// What an ``AccountCache`` keeps, behind its lock.
struct AccountCacheState {
    typealias Key = AccountCache.Key

    private struct Entry {
        let user: User
        var session: Session
        var lastUse: UInt64
    }

    var watch: ChangeWatch
    var histories = AccountHistories()
    var isWarm = false
    private(set) var generation = AccountCache.Generation()
    private var changes = Changes()
    private var entries: [Key: Entry] = [:]
    private var keys: [User.ID: Set<Key>] = [:]
    private var uses: UInt64 = 0
    private var hits = 0
    private var misses = 0

    init(watch: ChangeWatch) {
        self.watch = watch
    }

    var count: Int { entries.count }
    var metrics: CacheMetrics { CacheMetrics(hits: hits, misses: misses, entries: entries.count) }

    /// Drops what has changed; false when that cannot be known.
    mutating func catchUp() -> Bool {
        switch watch.news() {
        case .none: return true
        case .changes(let changes):
            generation.advance()
            for change in changes { drop(change) }
            return true
        case .everything:
            forgetEverything()
            return true
        case .unavailable:
            forgetEverything()
            return false
        }
    }

    private mutating func drop(_ change: ChangeLog.Entry) {
        changes.note(change.user, in: generation)
        histories.remove(change.user)
        guard !change.isMinor else { return }
        for key in keys.removeValue(forKey: change.user) ?? [] { entries[key] = nil }
    }

    mutating func forgetEverything() {
        generation.advance()
        changes.forget(before: generation)
        (entries, keys) = ([:], [:])
        histories.removeAll()
    }

    /// Whether something has, or may have.
    func hasChanged(_ user: User.ID, since earlier: AccountCache.Generation) -> Bool {
        changes.include(user, since: earlier)
    }

    mutating func find(_ key: Key) -> SignedIn? {
        guard let index = entries.index(forKey: key) else {
            misses += 1
            return nil
        }
        hits += 1
        uses += 1
        entries.values[index].lastUse = uses
        let entry = entries.values[index]
        return SignedIn(user: entry.user, session: entry.session)
    }

    mutating func update(_ session: Session, _ key: Key) {
        guard entries[key]?.session.id == session.id else { return }
        entries[key]?.session = session
    }

    mutating func insert(_ session: Session, of user: User, _ key: Key) {
        uses += 1
        entries[key] = Entry(user: user, session: session, lastUse: uses)
        keys[user.id, default: []].insert(key)
        if entries.count > AccountCache.capacity { forgetOldest() }
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

extension AccountCacheState {
    /// Which accounts have changed lately, and when.
    private struct Changes {
        /// Accounts that are remembered.
        static let limit = 10_000

        private var latest: [User.ID: Int] = [:]
        /// Whatever was before this may have changed anything.
        private var start = 0

        mutating func note(_ user: User.ID, in generation: AccountCache.Generation) {
            if latest.count >= Self.limit { forget(before: generation) }
            latest[user] = generation.number
        }

        mutating func forget(before generation: AccountCache.Generation) {
            (latest, start) = ([:], generation.number)
        }

        func include(_ user: User.ID, since earlier: AccountCache.Generation) -> Bool {
            earlier.number < start || latest[user].map { $0 > earlier.number } ?? false
        }
    }
}
