#if os(Linux)
import FlyingSocks
import Glibc
import HTTP

/// Clients come and go.
extension PoolState {
    mutating func handle(_ event: Epoll.Event) {
        if event.file == door?.listener { return accept() }
        guard let connection = connections[event.file], connection.id.number == event.number else { return }
        if event.isAtEnd { connection.endIsNear = true }
        if event.isReadable {
            connection.hasInput = true
            readOn(connection)
        }
        // A crowd that asks and leaves is not answered one after the other while others wait.
        if event.isBroken, connection.isWaiting || connection.task != nil { return close(connection) }
        if event.isWritable, let writer = connection.writer {
            connection.writer = nil
            add(.resume(writer))
        }
    }

    private mutating func accept() {
        guard let door, !isStopping else { return }
        // So many at a time, so that those who are connected have their turn.
        for _ in 0..<64 {
            guard connections.count < limits.connections else { return turnAway(.connectionLimit) }
            switch door.accept() {
            case .nobody: return
            case .noRoom: return turnAway(.noDescriptors)
            case .connection(let file, let peer): add(file, peer)
            }
        }
    }

    /// Those who are not let in wait in the kernel's backlog.
    mutating func heedDoor(_ isHeeded: Bool) {
        guard let door, !isStopping, isHeeded != isHeedingDoor else { return }
        isHeedingDoor = isHeeded
        epoll.setHeeded(isHeeded, listener: door.listener)
    }

    private mutating func add(_ file: Int32, _ address: sockaddr_storage) {
        let host = HostKey(address)
        let count = perHost[host, default: 0]
        let isOverLimit = limits.connectionsPerAddress.map { count >= $0 } ?? false
        let id = makeID(file)
        guard !isOverLimit, (try? epoll.add(connection: file, number: id.number)) != nil
        else {
            if isOverLimit { incidents.add(.addressLimit) }
            _ = Glibc.close(file)
            return
        }
        accepted += 1
        perHost[host] = count + 1
        connections[file] = Connection(
            id, peer: Peer(address), host: host, limits: limits.heads, at: .now)
    }

    /// Forgets a client that nobody works for.
    mutating func close(_ connection: Connection) {
        guard self[connection.id] != nil else { return }
        connections[connection.file] = nil
        heldBytes -= connection.countedBytes
        let left = perHost[connection.host, default: 1] - 1
        perHost[connection.host] = left > 0 ? left : nil
        _ = Glibc.close(connection.file)
        if let reader = connection.reader { add(.fail(reader, SocketError.disconnected)) }
        if let writer = connection.writer { add(.resume(writer)) }
        (connection.reader, connection.writer) = (nil, nil)
        connection.task = nil
        leave(connection.id)
        heedDoor(true)
    }

    /// Ends what has taken too long.
    mutating func sweep(at now: ContinuousClock.Instant) {
        for connection in Array(connections.values) {
            switch connection.clock.verdict(limits, counters(of: connection), at: now) {
            case .fine: continue
            case .tooSlow: endSlow(connection)
            case .over: end(connection)
            }
        }
        makeRoom(at: now)
        makeRoomOnLanes()
        heedDoor(connections.count < limits.connections)
        closeSpareLanes()
    }

    /// What was counted, as far as the clock needs it now.
    private func counters(of connection: Connection) -> ConnectionClock.Counters {
        let unread = connection.clock.phase == .reading ? Descriptor.unread(of: connection.file) : 0
        var counters = ConnectionClock.Counters(received: connection.received + unread, unread: unread)
        guard connection.clock.phase == .answering || connection.mayHaveUnsent,
            let output = Descriptor.output(of: connection.file)
        else { return counters }
        if output.unacknowledged > 0 {
            counters.acknowledged = output.acknowledged
        } else {
            connection.mayHaveUnsent = false
        }
        return counters
    }

    private mutating func endSlow(_ connection: Connection) {
        guard connection.clock.phase == .reading else { return refuse(connection, .tooSlow) }
        if !connection.isTooSlow { incidents.add(.slowBody) }
        connection.isTooSlow = true
        wakeReader(of: connection)
    }

    mutating func end(_ connection: Connection) {
        count(endOf: connection)
        switch connection.clock.phase {
        case .idle, .head, .gathering, .lingering:
            close(connection)
        case .working, .reading, .answering:
            // Who works for it ends with it.
            Descriptor.end(connection.file)
            if let writer = connection.writer {
                connection.writer = nil
                add(.resume(writer))
            }
        }
    }
}

extension PoolState {
    /// Once, however long it takes who works for the connection to see that it is over.
    private mutating func count(endOf connection: Connection) {
        guard !connection.isOver else { return }
        connection.isOver = true
        switch connection.clock.phase {
        case .idle: incidents.add(connection.mayHaveUnsent ? .slowReader : .idle)
        case .answering: incidents.add(.slowReader)
        // What is refused or slow is counted as such, and its end is no news.
        case .head, .gathering, .working, .reading, .lingering: break
        }
    }
}

extension Peer {
    init?(_ address: sockaddr_storage) {
        switch try? Socket.makeAddress(from: address) {
        case .ip4(let text, _), .ip6(let text, _): self.init(text)
        case .unix, nil: return nil
        }
    }
}
#endif
