/// How well a cache serves.
public struct CacheMetrics: Sendable {
    public var hits: Int
    public var misses: Int
    public var entries: Int
    /// Of what is kept, without what keeping it costs; nil where nobody counts them.
    public var bytes: Int?

    public init(hits: Int = 0, misses: Int = 0, entries: Int = 0, bytes: Int? = nil) {
        self.hits = hits
        self.misses = misses
        self.entries = entries
        self.bytes = bytes
    }

    /// Of caches that are taken for one.
    public static func + (left: CacheMetrics, right: CacheMetrics) -> CacheMetrics {
        CacheMetrics(
            hits: left.hits + right.hits, misses: left.misses + right.misses, entries: left.entries + right.entries,
            bytes: left.bytes.flatMap { one in right.bytes.map { one + $0 } })
    }
}

/// How a queue of work does.
public struct QueueMetrics: Sendable {
    public var running: Int
    public var waiting: Int
    /// What was turned away because too much waited.
    public var refused: Int
    /// How long what began had waited.
    public var waits: Distribution
    /// How long what is done took.
    public var runs: Distribution

    public init(running: Int, waiting: Int, refused: Int, waits: Distribution, runs: Distribution) {
        self.running = running
        self.waiting = waiting
        self.refused = refused
        self.waits = waits
        self.runs = runs
    }
}
