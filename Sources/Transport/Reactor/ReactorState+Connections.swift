#if os(Linux)
import FlyingSocks
import Glibc
import HTTP

/// Connections begin and end.
extension ReactorState {
    mutating func handle(_ event: Epoll.Event) {
        guard event.number >= Epoll.firstConnection else {
            return event.file == listener?.socket ? accept() : wakeGuest(event.file)
        }
        guard let connection = connections[event.file], connection.id.number == event.number, !connection.hasEnded
        else { return }
        if event.isAtEnd {
            connection.endIsNear = true
            // A stream may have nothing to send for a long time. This is how it learns that its client has left.
            if connection.isStreaming, !connection.isUpgraded { return close(connection) }
        }
        if event.isReadable {
            connection.hasInput = true
            readOn(connection)
        }
        // Requests whose clients have left are not handled while others wait.
        if event.isBroken, connection.isWaiting || connection.unsentBytes > 0 { return close(connection) }
        if event.isWritable {
            connection.isWritable = true
            settle(connection)
        }
    }

    private mutating func accept() {
        guard let listener, !isStopping else { return }
        // A bounded number at a time, so that those who are connected have their turn.
        for _ in 0..<64 {
            guard connections.count < limits.connections else { return pauseAccepting(.connectionLimit) }
            switch listener.accept() {
            case .none: return
            case .noResources: return pauseAccepting(.noDescriptors)
            case .connection(let file, let peer): add(file, peer)
            }
        }
    }

    /// New connections wait in the kernel's backlog while none are accepted.
    mutating func setAccepting(_ accepts: Bool) {
        guard let listener, !isStopping, accepts != isAccepting else { return }
        isAccepting = accepts
        epoll.setAccepting(accepts, listener: listener.socket)
    }

    private mutating func add(_ file: Int32, _ address: sockaddr_storage) {
        let host = HostKey(address)
        let count = perHost[host, default: 0]
        let isOverLimit = limits.connectionsPerAddress.map { count >= $0 } ?? false
        let id = makeID(file)
        guard !isOverLimit, (try? epoll.add(connection: file, number: id.number)) != nil else {
            if isOverLimit { incidents.add(.addressLimit) }
            _ = Glibc.close(file)
            return
        }
        accepted += 1
        perHost[host] = count + 1
        connections[file] = Connection(id, peer: Peer(address), host: host, limits: limits.heads, at: .now)
    }

    /// Ends a connection: at once, or when the task and the thread that use it have finished.
    mutating func close(_ connection: Connection) {
        guard self[connection.id] != nil, !connection.hasEnded else { return }
        connection.hasEnded = true
        if connection.isHandled || connection.isWriting { Descriptor.end(connection.file) }
        if let waiter = connection.bodyWaiter { add(.fail(waiter, RequestBodyError.disconnected)) }
        for waiter in connection.streamWaiters { add(.fail(waiter, ClientGone())) }
        (connection.bodyWaiter, connection.streamWaiters) = (nil, [])
        endFollowing(connection, ClientGone())
        if connection.isStreaming { cancelTask(of: connection) }
        removeIfUnused(connection)
    }

    /// Forgets a connection that has ended, unless a task or a thread still uses it. A second call does nothing: by then the
    /// descriptor may be somebody else's.
    mutating func removeIfUnused(_ connection: Connection) {
        guard self[connection.id] != nil, connection.hasEnded, !connection.isHandled, !connection.isWriting else {
            return
        }
        connections[connection.file] = nil
        bufferedBytes -= connection.countedInput
        unsentBytes -= connection.unsentBytes
        let left = perHost[connection.host, default: 1] - 1
        perHost[connection.host] = left > 0 ? left : nil
        _ = Glibc.close(connection.file)
        leave(connection.id)
        setAccepting(true)
    }
}

/// Deadlines.
extension ReactorState {
    /// Ends what has taken too long.
    mutating func sweep(at now: ContinuousClock.Instant) {
        for connection in Array(connections.values) where !connection.hasEnded {
            switch connection.clock.verdict(limits, counters(of: connection), at: now) {
            case .fine: continue
            case .tooSlow: endSlow(connection)
            case .over: end(connection)
            }
        }
        endIdleGuests(at: now)
        evictIdle(at: now)
        evictSlowReaders()
        setAccepting(connections.count < limits.connections)
    }

    /// What was counted, as far as the clock needs it now.
    private func counters(of connection: Connection) -> ConnectionClock.Counters {
        let unread = connection.clock.phase == .reading ? Descriptor.unread(of: connection.file) : 0
        var counters = ConnectionClock.Counters(received: connection.received + unread, unread: unread)
        guard [.answering, .streaming].contains(connection.clock.phase) || connection.mayHaveUnacknowledged,
            let output = Descriptor.output(of: connection.file)
        else { return counters }
        counters.isBehind =
            !connection.streamWaiters.isEmpty || connection.follower != nil && connection.unsentBytes > 0
        if output.unacknowledged > 0 {
            counters.acknowledged = output.acknowledged
        } else {
            connection.mayHaveUnacknowledged = false
        }
        return counters
    }

    private mutating func endSlow(_ connection: Connection) {
        guard connection.clock.phase == .reading else { return refuse(connection, .tooSlow) }
        if !connection.isTooSlow { incidents.add(.slowBody) }
        connection.isTooSlow = true
        wakeBodyReader(of: connection)
    }

    private mutating func end(_ connection: Connection) {
        switch connection.clock.phase {
        case .idle: incidents.add(connection.mayHaveUnacknowledged ? .slowReader : .idle)
        case .answering, .streaming: incidents.add(.slowReader)
        // Refused and slow ones are counted as such; their end is not counted again.
        case .head, .gathering, .working, .reading, .lingering: break
        }
        close(connection)
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
