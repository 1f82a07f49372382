/// Where a connection is in its life, and whether it has taken too long. Knows no sockets: it is told the time and what
/// was counted.
struct ConnectionClock: Sendable {
    enum Phase: Hashable, Sendable {
        /// Nothing of a next request has come.
        case idle
        /// A part of a head has come.
        case head
        /// The head is complete and the body is gathered.
        case gathering
        /// A handler has the request, or will have it when its turn comes.
        case working
        /// A handler waits for more of the body.
        case reading
        /// The answer is being written.
        case answering
        /// The answer waits for its reader.
        case writing
        /// The answer is out; what the client still sends is dropped.
        case lingering
    }

    enum Verdict: Hashable, Sendable {
        case fine
        /// The client has taken too long to send.
        case tooSlow
        /// The client is gone, or as good as that.
        case over
    }

    /// Bytes since the connection began.
    struct Counters: Hashable, Sendable {
        var received: Int
        /// What of the answers the client has acknowledged; nil when nothing of them waits to be.
        var acknowledged: Int?
    }

    private(set) var phase: Phase
    private var since: ContinuousClock.Instant
    private var pace: Pace?

    init(at now: ContinuousClock.Instant) {
        phase = .idle
        since = now
    }

    mutating func enter(_ phase: Phase, at now: ContinuousClock.Instant) {
        guard phase != self.phase else { return }
        pace = phase.continues(self.phase) ? pace?.turned(to: phase.isWait, at: now) : nil
        self.phase = phase
        since = now
    }

    mutating func verdict(
        _ limits: ConnectionLimits, _ counters: Counters, at now: ContinuousClock.Instant
    ) -> Verdict {
        switch phase {
        case .idle:
            // What of the last answer is still in the kernel has to go on like an answer.
            if let acknowledged = counters.acknowledged {
                return isSlow(acknowledged, limits.answerRate, over: limits.answer, at: now) ? .over : .fine
            }
            return now - since > limits.idle ? .over : .fine
        case .head:
            return now - since > limits.head ? .tooSlow : .fine
        case .gathering, .reading:
            return isSlow(counters.received, limits.bodyRate, over: limits.body, at: now) ? .tooSlow : .fine
        case .writing:
            return isSlow(counters.acknowledged ?? 0, limits.answerRate, over: limits.answer, at: now) ? .over : .fine
        case .lingering:
            return now - since > limits.lingering ? .over : .fine
        case .working, .answering:
            return .fine
        }
    }

    private mutating func isSlow(
        _ bytes: Int, _ rate: Int, over span: Duration, at now: ContinuousClock.Instant
    ) -> Bool {
        guard let current = pace else {
            pace = Pace(bytes: bytes, runningSince: now)
            return false
        }
        guard current.waited(at: now) >= span else { return false }
        pace = Pace(bytes: bytes, runningSince: now)
        return bytes - current.bytes < Int(Double(rate) * (span / .seconds(1)))
    }
}

extension ConnectionClock {
    /// How long a client has been waited for since so many bytes were counted. What the site takes in between, while it
    /// works on what has come, is not the client's.
    private struct Pace {
        let bytes: Int
        private var waited = Duration.zero
        private var runningSince: ContinuousClock.Instant?

        init(bytes: Int, runningSince: ContinuousClock.Instant) {
            self.bytes = bytes
            self.runningSince = runningSince
        }

        /// Runs while there is a wait.
        func turned(to isWait: Bool, at now: ContinuousClock.Instant) -> Pace {
            var pace = self
            pace.waited = waited(at: now)
            pace.runningSince = isWait ? now : nil
            return pace
        }

        func waited(at now: ContinuousClock.Instant) -> Duration {
            waited + (runningSince.map { now - $0 } ?? .zero)
        }
    }
}

extension ConnectionClock.Phase {
    /// Whether the client is waited for.
    fileprivate var isWait: Bool { self == .reading || self == .writing }

    /// Whether it goes on with what was measured: a body is read, or an answer written, with pauses.
    fileprivate func continues(_ previous: Self) -> Bool {
        switch (previous, self) {
        case (.working, .reading), (.reading, .working), (.answering, .writing), (.writing, .answering): true
        default: false
        }
    }
}
