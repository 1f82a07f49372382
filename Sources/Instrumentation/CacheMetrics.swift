/// The metrics of a cache.
public struct CacheMetrics: Sendable {
    public var hits: Int
    public var misses: Int
    public var entries: Int
    /// The bytes of the values, without overhead; nil if they are not counted.
    public var bytes: Int?

    public init(hits: Int = 0, misses: Int = 0, entries: Int = 0, bytes: Int? = nil) {
        self.hits = hits
        self.misses = misses
        self.entries = entries
        self.bytes = bytes
    }
}

/// The metrics of a work queue.
public struct QueueMetrics: Sendable {
    public var running: Int
    public var waiting: Int
    /// Work that was refused because too much was waiting.
    public var refused: Int
    /// How long work waited before it began.
    public var waits: Distribution
    /// How long finished work took.
    public var runs: Distribution

    public init(running: Int, waiting: Int, refused: Int, waits: Distribution, runs: Distribution) {
        self.running = running
        self.waiting = waiting
        self.refused = refused
        self.waits = waits
        self.runs = runs
    }
}
