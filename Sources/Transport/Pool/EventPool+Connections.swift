#if os(Linux)
import FlyingSocks

extension EventPool {
    /// Lets the thread wake the task when the socket is ready. Runs under the lock, so that an event that comes at once
    /// finds its waiter.
    func register(
        _ file: Int32, _ events: Socket.Events, _ waiter: (ConnectionTable.Waiter, UInt64), _ state: inout State
    ) throws {
        let now = ContinuousClock.now
        let number = UInt32(truncatingIfNeeded: waiter.1)
        if try epoll.arm(file, for: events, number: number) == .new || state.table[file] == nil {
            let begun = Descriptor.counters(file).map { $0.received > 0 } ?? false
            let phase: ConnectionState.Phase = events.contains(.write) ? .answering : begun ? .head : .idle
            try add(file, phase: phase, &state, at: now)
            // It may be one too many from its address.
            guard state.table[file] != nil else { throw SocketError.disconnected }
        }
        state.table.setWaiter(of: file, waiter, for: events.contains(.write) ? .write : .read, at: now)
    }

    /// Notes a connection that is new to the pool.
    private func add(
        _ file: Int32, phase: ConnectionState.Phase, _ state: inout State, at now: ContinuousClock.Instant
    ) throws {
        let peer = try Socket(file: .init(rawValue: file)).remotePeer()
        let phase = state.strangers.take(peer) ?? phase
        let sameHost = state.table.add(file, peer: peer, state: ConnectionState(phase: phase, at: now))
        if let limit = limits.connectionsPerAddress, sameHost > limit {
            end([(file, peer)], &state)
        }
        if state.table.count >= limits.connections { state.gate?.setOpen(false) }
    }

    /// Opens or shuts the gate, and waits for a connection if it is open.
    func admit(_ state: inout State) throws {
        guard !state.hasStopped else { return }
        let hasRoom = state.table.count < limits.connections
        state.gate?.setOpen(hasRoom)
        guard hasRoom, let gate = state.gate, let acceptor = state.acceptor else { return }
        _ = try epoll.arm(gate.real, for: .connection, number: UInt32(truncatingIfNeeded: acceptor.ticket))
    }

    func takeAcceptor(_ state: inout State) -> ConnectionTable.Waiter? {
        defer { state.acceptor = nil }
        return state.acceptor?.continuation
    }

    /// Takes no more connections. The server then ends when those it has are done.
    public func stopListening() {
        let acceptor: ConnectionTable.Waiter? = state.withLock { state in
            guard !state.hasStopped else { return nil }
            state.hasStopped = true
            state.gate?.close()
            return takeAcceptor(&state)
        }
        // To FlyingFox, the end of the connections, after which it waits for those that are open.
        acceptor?.resume(throwing: SocketError.disconnected)
    }

    /// Whether ``stopListening()`` has been called: the error with which the server then ends is none.
    public var hasStopped: Bool {
        state.withLock { $0.hasStopped }
    }

    /// Ends what has taken too much, forgets what is closed, and finds what the pool was never asked to wait for.
    func sweep(at now: ContinuousClock.Instant) {
        state.withLock { state in
            discover(&state, at: now)
            state.strangers.forget(before: now - .seconds(2))
            end(state.table.connections(over: limits, at: now), &state)
            try? admit(&state)
        }
    }

    /// Ends connections, and wakes those who wait for them: a descriptor that stands for something else is not
    /// reported.
    private func end(_ connections: [(file: Int32, peer: Socket.Address)], _ state: inout State) {
        for (file, peer) in connections {
            Descriptor.end(file, to: peer, with: dead)
            state.table.remove(file)?.waiter?.continuation.resume()
        }
    }

    /// A client that sends without pause is never waited for. Its descriptor is one of those around the known ones.
    private func discover(_ state: inout State, at now: ContinuousClock.Instant) {
        guard let port = state.gate?.port, let highest = state.table.entries.keys.max() else { return }
        for file in 0...(highest + 64) where state.table[file] == nil && file != state.gate?.file {
            guard Descriptor.localPort(file) == port, Descriptor.counters(file) != nil else { continue }
            try? add(file, phase: .head, &state, at: now)
        }
    }
}

extension EventPool {
    /// A handler has seen the head of a request from `peer`.
    public func requestBegan(from peer: Socket.Address) {
        enter(.working, of: peer)
    }

    /// The answer to `peer` is about to be sent.
    public func answerBegan(to peer: Socket.Address) {
        enter(.answering, of: peer)
    }

    /// The answer is out, and a handler drops what `peer` still sends.
    public func discardBegan(from peer: Socket.Address) {
        enter(.discarding, of: peer)
    }

    private func enter(_ phase: ConnectionState.Phase, of peer: Socket.Address) {
        let now = ContinuousClock.now
        state.withLock { state in
            if let file = state.table.file(of: peer) {
                state.table.update(file) { $0.enter(phase, at: now) }
            } else {
                state.strangers.note(peer, phase, at: now)
            }
        }
    }
}
#endif
