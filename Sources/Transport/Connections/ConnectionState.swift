/// Where a connection is in its life, and whether it has taken too much. Knows no sockets: it is told the time and
/// what the kernel counted.
struct ConnectionState: Sendable {
    enum Phase: Hashable, Sendable {
        /// Nothing of a next request has come.
        case idle
        /// A request has begun and no handler has seen it yet.
        case head
        /// A handler has the request and may wait for its body.
        case working
        /// The answer is on its way out.
        case answering
        /// The answer is out; what the client still sends is read and dropped by a handler with limits of its own.
        case discarding
    }

    enum Wait: Sendable {
        case none, read, write
    }

    struct Counters: Hashable, Sendable {
        var received: UInt64
        /// What of it the server has not read.
        var unread: UInt64
        var acknowledged: UInt64
    }

    private(set) var phase: Phase
    private(set) var wait = Wait.none
    private var since: ContinuousClock.Instant
    /// What had been read when the request began; nil until it is first looked at, when nobody waited before it.
    private var mark: UInt64?
    /// The beginning of the span over which a rate is measured.
    private var window: (start: ContinuousClock.Instant, counters: Counters)?

    init(phase: Phase, at now: ContinuousClock.Instant) {
        self.phase = phase
        since = now
    }

    mutating func enter(_ phase: Phase, at now: ContinuousClock.Instant) {
        guard phase != self.phase else { return }
        if phase == .answering || phase == .discarding { mark = nil }
        self.phase = phase
        since = now
        window = nil
    }

    /// The server waits for the socket.
    ///
    /// - Parameter received: what the kernel has received so far, in bytes; the server has read all of it if it waits
    ///   to read. Asked for only when a request has ended.
    mutating func begin(_ wait: Wait, received: @autoclosure () -> UInt64?, at now: ContinuousClock.Instant) {
        // After an answer, the server reads on for the next request.
        if phase == .answering, wait == .read {
            enter(.idle, at: now)
            mark = received()
        }
        self.wait = wait
    }

    /// The socket is ready.
    mutating func endWait(at now: ContinuousClock.Instant) {
        if phase == .idle, wait == .read { enter(.head, at: now) }
        wait = .none
    }

    /// Whether a verdict needs the kernel's counters.
    var isMeasured: Bool {
        switch phase {
        case .head, .working: true
        case .answering: wait == .write
        case .idle, .discarding: false
        }
    }

    /// Whether the connection has taken more than `limits` allow.
    mutating func isOver(
        _ limits: ConnectionLimits, counters: Counters?, at now: ContinuousClock.Instant
    ) -> Bool {
        switch phase {
        case .idle:
            return wait == .read && now - since > limits.idle
        case .head:
            // While the server does not wait for more, the delay is its own.
            return wait == .read && now - since > limits.head || isOver(limits.headBytes, counters, \.read)
        case .working:
            if isOver(limits.requestBytes, counters, \.received) { return true }
            guard wait == .read else {
                window = nil
                return false
            }
            return isSlow(\.received, counters, over: limits.body, rate: limits.bodyRate, at: now)
        case .answering:
            guard wait == .write else {
                window = nil
                return false
            }
            return isSlow(\.acknowledged, counters, over: limits.answer, rate: limits.answerRate, at: now)
        case .discarding:
            return false
        }
    }

    private mutating func isOver(
        _ bytes: UInt64, _ counters: Counters?, _ count: KeyPath<Counters, UInt64>
    ) -> Bool {
        guard let counters else { return false }
        guard let mark else {
            mark = counters.read
            return false
        }
        return counters[keyPath: count] > mark + bytes
    }

    private mutating func isSlow(
        _ count: KeyPath<Counters, UInt64>, _ counters: Counters?, over span: Duration, rate: UInt64,
        at now: ContinuousClock.Instant
    ) -> Bool {
        guard let counters else { return false }
        guard let current = window else {
            window = (now, counters)
            return false
        }
        guard now - current.start >= span else { return false }
        window = (now, counters)
        let bytes = counters[keyPath: count] - current.counters[keyPath: count]
        return bytes < rate * UInt64(span.components.seconds)
    }
}

extension ConnectionState.Counters {
    /// What the server has read. A body may wait unread behind a head, so that this alone tells the size of a head.
    var read: UInt64 { received - min(unread, received) }
}
