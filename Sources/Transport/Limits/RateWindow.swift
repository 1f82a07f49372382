/// How many bytes have come over the last span of some length, whenever one asks.
struct RateWindow: Sendable {
    /// So many times in a span the count is written down.
    private static let steps = 10

    /// What was counted, oldest first. Of those as old as the span, only the youngest is kept.
    private var counts: [(time: ContinuousClock.Instant, bytes: Int)] = []

    /// Begins anew.
    mutating func clear() {
        if !counts.isEmpty { counts = [] }
    }

    /// Takes down what has come in all by now.
    ///
    /// - Returns: what of it has come over the span that ends now; nil while less than a span has been measured.
    mutating func count(_ bytes: Int, over span: Duration, at now: ContinuousClock.Instant) -> Int? {
        let isDue = counts.last.map { now - $0.time >= span / Self.steps } ?? true
        if isDue { counts.append((now, bytes)) }
        while counts.count > 1, now - counts[1].time >= span { counts.removeFirst() }
        guard let oldest = counts.first, now - oldest.time >= span else { return nil }
        return bytes - oldest.bytes
    }
}
