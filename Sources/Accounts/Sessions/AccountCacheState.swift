import Instrumentation
import Storage

/// What an ``AccountCache`` keeps, behind its lock.
struct AccountCacheState {
    typealias Key = AccountCache.Key

    private struct Entry {
        let user: User
        var session: Session
        var lastUse: UInt64
    }

    /// Up to where the log of changes has been applied.
    struct Position {
        /// The last entry, nil before the first look at the log.
        fileprivate(set) var entry: Int64?
        /// How often something was applied.
        fileprivate(set) var updates = 0
        fileprivate(set) var generation: AccountCache.Generation
    }

    var histories = AccountHistories()
    var isWarm = false
    private(set) var position = Position(generation: AccountCache.Generation())
    /// A commit of which, and of all before it, every change has been applied.
    private var mark: CommitMark?
    private var changes = Changes()
    private var entries: [Key: Entry] = [:]
    private var keys: [User.ID: Set<Key>] = [:]
    private var uses: UInt64 = 0
    private var hits = 0
    private var misses = 0

    var generation: AccountCache.Generation { position.generation }
    var count: Int { entries.count }
    var metrics: CacheMetrics { CacheMetrics(hits: hits, misses: misses, entries: entries.count) }

    /// Whether no commit is missing up to this one.
    func isCurrent(at mark: CommitMark?) -> Bool {
        mark != nil && mark == self.mark
    }

    /// Drops what has changed.
    ///
    /// - Parameters:
    ///   - start: the position that the log was read from.
    ///   - mark: a commit that the transaction which read it has seen.
    /// - Returns: whether nothing else was applied meanwhile.
    mutating func apply(_ changes: ChangeLog.Changes, from start: Position, at mark: CommitMark?) -> Bool {
        let isNext = position.updates == start.updates
        switch changes {
        case .entries(let entries):
            let newer = entries.filter { $0.id > position.entry ?? 0 }
            if !newer.isEmpty { position.generation.advance() }
            for change in newer { drop(change) }
            position.entry = max(position.entry ?? 0, entries.last?.id ?? 0)
        case .all(let end):
            forgetEverything()
            position.entry = max(position.entry ?? 0, end)
        }
        position.updates += 1
        // Two may read at once, and the older mark come last.
        if isNext { self.mark = mark }
        return isNext
    }

    private mutating func drop(_ change: ChangeLog.Entry) {
        changes.note(change.user, in: generation)
        histories.remove(change.user)
        guard !change.isMinor else { return }
        for key in keys.removeValue(forKey: change.user) ?? [] { entries[key] = nil }
    }

    private mutating func forgetEverything() {
        position.generation.advance()
        changes.forget(before: generation)
        (entries, keys) = ([:], [:])
        histories.removeAll()
    }

    /// Whether the account has changed, or may have.
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

    /// Evicts a tenth at a time, so that a full cache does not sort for each new session.
    private mutating func forgetOldest() {
        for (key, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }).prefix(entries.count / 10) {
            entries[key] = nil
            keys[entry.user.id]?.remove(key)
            if keys[entry.user.id]?.isEmpty == true { keys[entry.user.id] = nil }
        }
    }
}

extension AccountCacheState {
    /// Which accounts have changed lately, and in which generation.
    private struct Changes {
        /// Number of accounts that are remembered.
        static let limit = 10_000

        private var latest: [User.ID: Int] = [:]
        /// Changes before this generation may have affected any account.
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
