/// Where a connection is in its life, and whether it has taken too long. Knows no sockets: it is told the time and what
/// was counted.
struct ConnectionClock: Sendable {
    typealias Phase = ConnectionPhase

    enum Verdict: Hashable, Sendable {
        case fine
        /// The client has taken too long to send.
        case tooSlow
        /// The client is gone or unresponsive.
        case over
    }

    /// Bytes since the connection began.
    struct Counters: Hashable, Sendable {
        var received: Int
        /// What of them the site has not read yet.
        var unread = 0
        /// What of the answers the client has acknowledged; nil when nothing of them waits to be.
        var acknowledged: Int?
        /// A stream waits until the client has received more of it.
        var isBehind = false
    }

    /// A client that has sent so much more than the site has read may be waiting for the site: less than any receive
    /// buffer holds, and more than comes in a trickle.
    private static let backlog = 16 * 1024

    private(set) var phase: Phase
    private var since: ContinuousClock.Instant
    private var window = RateWindow()

    init(at now: ContinuousClock.Instant) {
        phase = .idle
        since = now
    }

    mutating func enter(_ phase: Phase, at now: ContinuousClock.Instant) {
        guard phase != self.phase else { return }
        self.phase = phase
        since = now
        window.clear()
    }

    /// Whether nothing has been asked for in so long.
    func isIdle(for duration: Duration, at now: ContinuousClock.Instant) -> Bool {
        phase == .idle && now - since >= duration
    }

    mutating func verdict(
        _ limits: ConnectionLimits, _ counters: Counters, at now: ContinuousClock.Instant
    ) -> Verdict {
        switch phase {
        case .idle:
            // What of the last answer is still in the kernel has to go on like an answer.
            guard counters.acknowledged == nil else { return answerVerdict(limits, counters, at: now) }
            return now - since > limits.idle ? .over : .fine
        case .head:
            return now - since > limits.head ? .tooSlow : .fine
        case .gathering, .reading:
            let bytes = counters.unread < Self.backlog ? counters.received : nil
            return isSlow(bytes, rate: limits.bodyRate, over: limits.body, at: now) ? .tooSlow : .fine
        case .answering:
            return answerVerdict(limits, counters, at: now)
        case .streaming:
            // What is sent seldom is received seldom.
            let rate = counters.isBehind ? limits.answerRate : 0
            return isSlow(counters.acknowledged, rate: rate, over: limits.answer, at: now) ? .over : .fine
        case .lingering:
            return now - since > limits.lingering ? .over : .fine
        case .working:
            return .fine
        }
    }

    private mutating func answerVerdict(
        _ limits: ConnectionLimits, _ counters: Counters, at now: ContinuousClock.Instant
    ) -> Verdict {
        isSlow(counters.acknowledged, rate: limits.answerRate, over: limits.answer, at: now) ? .over : .fine
    }

    /// - Parameters:
    ///   - bytes: nil while it is not the client that is waited for.
    ///   - rate: in bytes a second; at least one byte must have passed in any case.
    private mutating func isSlow(
        _ bytes: Int?, rate: Int, over span: Duration, at now: ContinuousClock.Instant
    ) -> Bool {
        guard let bytes else {
            window.clear()
            return false
        }
        guard let come = window.count(bytes, over: span, at: now) else { return false }
        return come < max(1, Int(Double(rate) * (span / .seconds(1))))
    }
}
