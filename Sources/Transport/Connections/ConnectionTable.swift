#if os(Linux)
import FlyingSocks

/// What the pool knows of each descriptor. Used under the pool's lock.
struct ConnectionTable {
    typealias Waiter = UnsafeContinuation<Void, any Error>

    struct Entry {
        var state: ConnectionState
        let peer: Socket.Address
        /// Who waits, and the number by which a cancellation knows its own wait.
        var waiter: (continuation: Waiter, ticket: UInt64)?
    }

    private(set) var entries: [Int32: Entry] = [:]
    private var files: [Socket.Address: Int32] = [:]
    private var perHost: [String: Int] = [:]

    var count: Int { entries.count }

    subscript(file: Int32) -> Entry? { entries[file] }

    /// The descriptor of the connection to this peer.
    func file(of peer: Socket.Address) -> Int32? {
        files[peer]
    }

    /// Notes a new connection in place of what the descriptor stood for before; says how many its host now has.
    mutating func add(_ file: Int32, peer: Socket.Address, state: ConnectionState) -> Int {
        remove(file)
        entries[file] = Entry(state: state, peer: peer)
        files[peer] = file
        perHost[peer.host, default: 0] += 1
        return perHost[peer.host, default: 0]
    }

    @discardableResult
    mutating func remove(_ file: Int32) -> Entry? {
        guard let entry = entries.removeValue(forKey: file) else { return nil }
        if files[entry.peer] == file { files[entry.peer] = nil }
        let left = perHost[entry.peer.host, default: 1] - 1
        perHost[entry.peer.host] = left > 0 ? left : nil
        return entry
    }

    mutating func update(_ file: Int32, _ change: (inout ConnectionState) -> Void) {
        if var entry = entries[file] {
            change(&entry.state)
            entries[file] = entry
        }
    }
}

extension ConnectionTable {
    mutating func setWaiter(
        of file: Int32, _ waiter: (Waiter, UInt64), for wait: ConnectionState.Wait, at now: ContinuousClock.Instant
    ) {
        entries[file]?.waiter = waiter
        entries[file]?.state.begin(wait, received: Descriptor.counters(file)?.received, at: now)
    }

    /// The waiter for an event, if it still waits for that one.
    mutating func takeWaiter(of file: Int32, number: UInt32, at now: ContinuousClock.Instant) -> Waiter? {
        guard let ticket = entries[file]?.waiter?.ticket, UInt32(truncatingIfNeeded: ticket) == number else {
            return nil
        }
        return takeWaiter(of: file, ticket: ticket, at: now)
    }

    mutating func takeWaiter(of file: Int32, ticket: UInt64, at now: ContinuousClock.Instant) -> Waiter? {
        guard let waiter = entries[file]?.waiter, waiter.ticket == ticket else { return nil }
        entries[file]?.waiter = nil
        entries[file]?.state.endWait(at: now)
        return waiter.continuation
    }

    mutating func takeAll() -> [Waiter] {
        let waiters = entries.values.compactMap { $0.waiter?.continuation }
        for file in Array(entries.keys) { remove(file) }
        return waiters
    }

    /// The connections that have taken more than they may. Those that are closed are forgotten.
    mutating func connections(
        over limits: ConnectionLimits, at now: ContinuousClock.Instant
    ) -> [(Int32, Socket.Address)] {
        var over: [(Int32, Socket.Address)] = []
        for file in Array(entries.keys) {
            guard var entry = entries[file] else { continue }
            let counters = entry.state.isMeasured ? Descriptor.counters(file) : nil
            if entry.waiter == nil, !isOpen(file, entry) {
                remove(file)
                continue
            }
            if entry.state.isOver(limits, counters: counters, at: now) { over.append((file, entry.peer)) }
            entries[file] = entry
        }
        return over
    }

    private func isOpen(_ file: Int32, _ entry: Entry) -> Bool {
        (try? Socket(file: .init(rawValue: file)).remotePeer()) == entry.peer
    }
}

extension Socket.Address {
    /// The address without the port.
    var host: String {
        switch self {
        case .ip4(let host, port: _), .ip6(let host, port: _): host
        case .unix(let path): path
        }
    }
}
#endif
