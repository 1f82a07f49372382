import Instrumentation

/// Keeps the values that were asked for last, as far as they fit.
///
/// When the younger half is full, the older half is forgotten, and with it what was not asked for since.
public struct BoundedCache<Key: Hashable, Value> {
    private let capacity: Int
    private var younger: [Key: Value] = [:]
    private var older: [Key: Value] = [:]
    private var hits = 0
    private var misses = 0

    /// - Parameter capacity: entries in each half.
    public init(capacity: Int) {
        precondition(capacity > 0, "a cache keeps something")
        self.capacity = capacity
    }

    public var metrics: CacheMetrics {
        CacheMetrics(hits: hits, misses: misses, entries: younger.count + older.count)
    }

    public mutating func find(_ key: Key) -> Value? {
        if let value = younger[key] {
            hits += 1
            return value
        }
        guard let value = older.removeValue(forKey: key) else {
            misses += 1
            return nil
        }
        hits += 1
        insert(value, for: key)
        return value
    }

    public mutating func insert(_ value: Value, for key: Key) {
        older[key] = nil
        younger[key] = value
        if younger.count >= capacity { (older, younger) = (younger, [:]) }
    }
}
