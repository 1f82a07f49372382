import Instrumentation

/// Keeps the values that were used last, within a limit.
///
/// Entries live in two halves. When the recent half is full it becomes the older one, and the former older half is
/// forgotten: everything in it has not been used since the last time this happened.
public struct BoundedCache<Key: Hashable, Value> {
    private typealias Entry = (value: Value, cost: Int)

    private let capacity: Int
    private var recent: [Key: Entry] = [:]
    private var older: [Key: Entry] = [:]
    private var olderCost = 0
    private var hits = 0
    private var misses = 0

    /// The cost of the recent half.
    private var recentCost = 0

    /// Changes with every removal. See ``insert(_:for:cost:readAt:)``.
    public private(set) var generation = 0

    /// - Parameter capacity: the cost of the entries in each half.
    public init(capacity: Int) {
        precondition(capacity > 0, "the capacity must be positive")
        self.capacity = capacity
    }

    /// The cost of all entries.
    public var cost: Int { recentCost + olderCost }

    public var metrics: CacheMetrics {
        CacheMetrics(hits: hits, misses: misses, entries: recent.count + older.count)
    }

    public mutating func find(_ key: Key) -> Value? {
        if let entry = recent[key] {
            hits += 1
            return entry.value
        }
        guard let entry = takeOlder(key) else {
            misses += 1
            return nil
        }
        hits += 1
        insert(entry.value, for: key, cost: entry.cost)
        return entry.value
    }

    public mutating func insert(_ value: Value, for key: Key, cost: Int = 1) {
        _ = takeOlder(key)
        recentCost += cost - (recent.updateValue((value, cost), forKey: key)?.cost ?? 0)
        if recentCost >= capacity { age() }
    }

    /// Inserts a value that was read from elsewhere, unless anything has been removed since: the value may be what was
    /// removed.
    ///
    /// - Parameter readAt: the ``generation`` before the value was read.
    public mutating func insert(_ value: Value, for key: Key, cost: Int = 1, readAt: Int) {
        guard generation == readAt else { return }
        insert(value, for: key, cost: cost)
    }

    public mutating func remove(_ key: Key) {
        generation += 1
        if let entry = recent.removeValue(forKey: key) { recentCost -= entry.cost }
        _ = takeOlder(key)
    }

    public mutating func removeAll() {
        generation += 1
        (recent, recentCost) = ([:], 0)
        (older, olderCost) = ([:], 0)
    }

    /// Forgets the older half and begins a new recent one.
    private mutating func age() {
        (older, olderCost) = (recent, recentCost)
        (recent, recentCost) = ([:], 0)
    }

    private mutating func takeOlder(_ key: Key) -> Entry? {
        guard let entry = older.removeValue(forKey: key) else { return nil }
        olderCost -= entry.cost
        return entry
    }
}
