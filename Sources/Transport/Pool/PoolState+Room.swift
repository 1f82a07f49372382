#if os(Linux)
/// There are as many connections as may be, or as there are descriptors for.
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
        guard limits.connectionsPerAddress != nil else { return }
        // Where few are allowed at all, fewer are many.
        let spared = min(limits.sparedConnections, max(1, limits.connections / 16))
        for connection in Array(connections.values) where asksForNothing(connection) {
            guard perHost[connection.host, default: 0] > spared else { continue }
            incidents.add(.crowdedOut)
            close(connection)
        }
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
