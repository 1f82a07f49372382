#if os(Linux)
/// There are as many connections or lanes as may be, or as there are descriptors for.
extension PoolState {
    /// Who comes now waits in the kernel's backlog.
    mutating func turnAway(_ reason: ConnectionIncident) {
        incidents.add(reason)
        heedDoor(false)
    }

    /// Ends what asks for nothing, of the addresses that have many, so that others get in: without that, a few dozen
    /// addresses could keep everyone else out for as long as they like. Where no address has many, those go that have
    /// been idle for a while.
    mutating func makeRoom(at now: ContinuousClock.Instant) {
        guard !isHeedingDoor, let door, !isStopping, Descriptor.isReadable(door.listener),
            limits.connectionsPerAddress != nil
        else { return }
        let candidates = connections.values.filter(asksForNothing)
        for connection in candidates where perHost[connection.host, default: 0] > sparedConnections {
            crowdOut(connection)
        }
        guard connections.count >= limits.connections else { return }
        for connection in candidates where connection.clock.isIdle(for: limits.sparedIdle, at: now) {
            crowdOut(connection)
        }
    }

    private mutating func crowdOut(_ connection: Connection) {
        incidents.add(.crowdedOut)
        close(connection)
    }

    /// Ends readers that have the site wait, of the addresses that have many, so that others are answered: each keeps a
    /// lane.
    mutating func makeRoomOnLanes() {
        guard lacksLanes else { return }
        lacksLanes = false
        var waitedFor: [HostKey: Int] = [:]
        for connection in Array(connections.values) where connection.writer != nil {
            waitedFor[connection.host, default: 0] += 1
            if waitedFor[connection.host, default: 0] > sparedConnections { end(connection) }
        }
    }

    /// What is left to an address; everything where all come from a proxy.
    private var sparedConnections: Int {
        // Where few are allowed at all, fewer are many.
        limits.connectionsPerAddress == nil ? .max : min(limits.sparedConnections, max(1, limits.connections / 16))
    }

    private func asksForNothing(_ connection: Connection) -> Bool {
        switch connection.clock.phase {
        case .head: true
        case .idle: !connection.mayHaveUnsent
        case .gathering, .working, .reading, .answering, .lingering: false
        }
    }
}
#endif
