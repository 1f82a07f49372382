import Instrumentation
import Support

/// The histories of the accounts whose summary was used last.
struct AccountHistories {
    /// Rows in either half of the cache: about 10 MB.
    static let capacity = 20_000

    private var cache = BoundedCache<User.ID, AccountHistory>(capacity: capacity)

    var metrics: CacheMetrics { cache.metrics }

    mutating func find(_ id: User.ID) -> AccountHistory? {
        cache.find(id)
    }

    mutating func insert(_ history: AccountHistory, of id: User.ID) {
        // A history that is too long for anybody to read is not worth the room of a thousand others.
        guard history.size <= Self.capacity / 100 else { return }
        cache.insert(history, for: id, cost: history.size)
    }

    mutating func remove(_ id: User.ID) {
        cache.remove(id)
    }

    mutating func removeAll() {
        cache.removeAll()
    }
}
