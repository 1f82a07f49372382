/// Tells how many bytes have arrived within the last span of a given length.
struct RateWindow: Sendable {
    /// How often the count is recorded within a span.
    private static let steps = 10

    /// The recorded counts, oldest first. Of those older than the span, only the youngest is kept.
    private var counts: [(time: ContinuousClock.Instant, bytes: Int)] = []

    /// Starts again.
    mutating func clear() {
        if !counts.isEmpty { counts = [] }
    }

    /// Records how many bytes have arrived in total.
    ///
    /// - Returns: how many of them arrived within the span that ends now; nil if less than a span has been measured.
    mutating func count(_ bytes: Int, over span: Duration, at now: ContinuousClock.Instant) -> Int? {
        let isDue = counts.last.map { now - $0.time >= span / Self.steps } ?? true
        if isDue { counts.append((now, bytes)) }
        while counts.count > 1, now - counts[1].time >= span { counts.removeFirst() }
        guard let oldest = counts.first, now - oldest.time >= span else { return nil }
        return bytes - oldest.bytes
    }
}
