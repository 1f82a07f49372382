#if os(Linux)
/// Makes room when the limits for connections, descriptors or memory are reached.
extension ReactorState {
    /// New connections wait in the kernel's backlog from now on.
    mutating func pauseAccepting(_ reason: ConnectionIncident) {
        incidents.add(reason)
        setAccepting(false)
    }

    /// Closes idle connections of addresses that have many, so that others get in. Otherwise a few dozen addresses could keep
    /// everyone else out as long as they like. If no address has many, it closes those that have been idle for a while.
    mutating func evictIdle(at now: ContinuousClock.Instant) {
        guard !isAccepting, let listener, !isStopping, Descriptor.isReadable(listener.socket),
            limits.connectionsPerAddress != nil
        else { return }
        let candidates = connections.values.filter(asksForNothing)
        for connection in candidates where perHost[connection.host, default: 0] > sparedConnections {
            evict(connection)
        }
        guard connections.count >= limits.connections else { return }
        for connection in candidates where connection.clock.isIdle(for: limits.sparedIdle, at: now) {
            evict(connection)
        }
    }

    private mutating func evict(_ connection: Connection) {
        guard !connection.hasEnded else { return }
        incidents.add(.evicted)
        close(connection)
    }

    /// Closes connections whose waiting responses take too much memory: first those of addresses with many of them, then
    /// those that hold the most.
    mutating func evictSlowReaders() {
        guard unsentBytes > limits.unsentBytes else { return }
        var readers = connections.values.filter { $0.unsentBytes > 0 && !$0.hasEnded }
        readers.sort { $0.unsentBytes > $1.unsentBytes }
        var left: [HostKey: Int] = [:]
        for reader in readers { left[reader.host, default: 0] += 1 }
        for reader in readers where left[reader.host, default: 0] > sparedConnections {
            guard unsentBytes > limits.unsentBytes / 2 else { return }
            left[reader.host, default: 0] -= 1
            evict(reader)
        }
        for reader in readers {
            guard unsentBytes > limits.unsentBytes else { return }
            evict(reader)
        }
    }

    /// How many connections each address keeps; all of them if they come from a proxy.
    private var sparedConnections: Int {
        // If few are allowed in total, fewer are already many.
        limits.connectionsPerAddress == nil ? .max : min(limits.sparedConnections, max(1, limits.connections / 16))
    }

    private func asksForNothing(_ connection: Connection) -> Bool {
        switch connection.clock.phase {
        case .head: true
        case .idle: !connection.mayHaveUnacknowledged
        case .gathering, .working, .reading, .answering, .streaming, .lingering: false
        }
    }
}
#endif
