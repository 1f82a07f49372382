/// Counts durations in a few fixed buckets. Any thread can count: two atomic additions, no lock.
public final class Histogram: Sendable {
    /// The upper bounds of the buckets, ascending. Longer durations have a bucket of their own.
    public static let bounds: [Duration] = [
        .milliseconds(1), .milliseconds(5), .milliseconds(25), .milliseconds(100), .milliseconds(500), .seconds(1),
        .milliseconds(2500), .seconds(10),
    ]

    private static let limits = bounds.map(\.nanoseconds)

    private let buckets = (0...bounds.count).map { _ in Counter() }
    /// Nanoseconds.
    private let sum = Counter()

    public init() {}

    public func observe(_ duration: Duration) {
        let nanoseconds = duration.nanoseconds
        buckets[Self.limits.firstIndex { nanoseconds <= $0 } ?? Self.limits.count].add()
        sum.add(nanoseconds)
    }

    /// Counts how long `body` takes, even if it throws.
    public func time<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { observe(ContinuousClock.now - start) }
        return try await body()
    }

    public var distribution: Distribution {
        Distribution(counts: buckets.map(\.value), sum: .nanoseconds(sum.value))
    }
}

/// The counts of a histogram at one time.
public struct Distribution: Sendable {
    /// For each of ``Histogram/bounds``, the durations up to it and above the previous bound; then those above all bounds.
    public let counts: [Int]
    public let sum: Duration

    public var count: Int { counts.reduce(0, +) }
}

extension Duration {
    fileprivate var nanoseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
