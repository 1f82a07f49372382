#if os(Linux)
/// There are as many connections or lanes as may be, or as there are descriptors for.
extension PoolState {
    /// Who comes now waits in the kernel's backlog.
    mutating func turnAway(_ reason: ConnectionIncident) {
        incidents.add(reason)
        isFull = true
        heedDoor(false)
    }

    /// Ends what asks for nothing, of the addresses that have many, so that others get in: without that, a few dozen
    /// addresses could keep everyone else out for as long as they like.
    mutating func makeRoom() {
        guard isFull else { return }
        isFull = false
        for connection in Array(connections.values) where asksForNothing(connection) {
            guard perHost[connection.host, default: 0] > sparedConnections else { continue }
            incidents.add(.crowdedOut)
            close(connection)
        }
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
