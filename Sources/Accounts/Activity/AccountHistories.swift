import Instrumentation

/// The histories of the accounts whose summaries were requested last, as far as they fit.
///
/// When the younger half is full, the older one is dropped, with everything that was not requested since.
struct AccountHistories {
    /// Rows in either half: about 10 MB.
    static let capacity = 20_000

    private var younger: [User.ID: AccountHistory] = [:]
    private var older: [User.ID: AccountHistory] = [:]
    private var size = 0
    private var hits = 0
    private var misses = 0

    var metrics: CacheMetrics { CacheMetrics(hits: hits, misses: misses, entries: younger.count + older.count) }

    mutating func find(_ id: User.ID) -> AccountHistory? {
        if let known = younger[id] {
            hits += 1
            return known
        }
        guard let known = older.removeValue(forKey: id) else {
            misses += 1
            return nil
        }
        hits += 1
        insert(known, of: id)
        return known
    }

    mutating func insert(_ history: AccountHistory, of id: User.ID) {
        // A history that is too long to read is not worth the space of a thousand others.
        guard history.size <= Self.capacity / 100 else { return }
        younger[id] = history
        size += history.size
        guard size > Self.capacity else { return }
        (older, younger, size) = (younger, [:], 0)
    }

    /// What was counted stays.
    mutating func removeAll() {
        (older, younger, size) = ([:], [:], 0)
    }

    mutating func remove(_ id: User.ID) {
        younger[id] = nil
        older[id] = nil
    }
}
