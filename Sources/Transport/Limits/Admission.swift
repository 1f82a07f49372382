import Support

/// Limits what is worked on at once. A bounded number waits in a queue that is fair between hosts; the rest is refused.
struct Admission<ID: Hashable & Sendable, Host: Hashable & Sendable>: Sendable {
    enum Decision: Hashable, Sendable {
        case now, later, never
    }

    private let limit: Int
    private let hostLimit: Int
    private let waitingLimit: Int
    private var working: [ID: Host] = [:]
    private var workingPerHost: [Host: Int] = [:]
    private var waiting = FairQueue<Host, ID>()

    /// - Parameters:
    ///   - limit: how many are worked on at once.
    ///   - hostLimit: how many of them for one host; all, if nil.
    ///   - waiting: how many may wait.
    init(limit: Int, hostLimit: Int? = nil, waiting: Int) {
        self.limit = limit
        self.hostLimit = hostLimit ?? limit
        waitingLimit = waiting
    }

    var metrics: ConnectionMetrics.Admitted {
        ConnectionMetrics.Admitted(working: working.count, waiting: waiting.count)
    }

    mutating func enter(_ id: ID, of host: Host) -> Decision {
        if working.count < limit, mayWork(host) {
            begin(id, of: host)
            return .now
        }
        guard waiting.count < waitingLimit else { return .never }
        waiting.append(id, of: host)
        return .later
    }

    /// Ends the work on `id`, and says whose turn it is.
    mutating func leave(_ id: ID) -> ID? {
        guard let host = working.removeValue(forKey: id) else { return nil }
        let left = workingPerHost[host, default: 1] - 1
        workingPerHost[host] = left > 0 ? left : nil
        guard let next = waiting.popFirst(where: mayWork) else { return nil }
        begin(next.element, of: next.owner)
        return next.element
    }

    private func mayWork(_ host: Host) -> Bool {
        workingPerHost[host, default: 0] < hostLimit
    }

    private mutating func begin(_ id: ID, of host: Host) {
        working[id] = host
        workingPerHost[host, default: 0] += 1
    }
}
