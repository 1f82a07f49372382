#if os(Linux)
import FlyingSocks
import Glibc

/// FlyingFox's side: its connections wait here for work.
extension PoolState {
    /// At most so many lanes are on their way to FlyingFox at once, and so many wait without work for long.
    private static let newLaneLimit = 8
    private static let spareLaneLimit = 16

    /// A client's task is to be done on the next lane that is free.
    mutating func hand(_ task: Task, of client: Connection.ID) {
        self[client]?.task = task
        ready.append(client)
        useFreeLanes()
    }

    mutating func useFreeLanes() {
        guard !isTaking else { return }
        while !ready.isEmpty {
            guard let token = freeLanes.popLast() else { return openLane() }
            guard let worker = lanes[token]?.worker else { continue }
            guard let errand = nextErrand(for: token) else { return freeLanes.append(token) }
            lanes[token]?.worker = nil
            add(.give(errand, worker))
        }
    }

    private mutating func openLane() {
        guard lanes.count + waitingEnds.count < limits.lanes else {
            lacksLanes = true
            return
        }
        guard let door, !isClosed, newLanes < min(Self.newLaneLimit, ready.count),
            let (file, name) = try? UnixSocket.connection(to: door.inner)
        else { return }
        newLanes += 1
        waitingEnds[name] = file
        if let acceptor { add(.resume(acceptor.continuation)) }
        acceptor = nil
    }

    /// Closes what a past rush has left.
    mutating func closeSpareLanes() {
        let spare = max(0, freeLanes.count - Self.spareLaneLimit)
        for token in freeLanes.prefix(spare) {
            if let lane = lanes[token] { remove(lane) }
        }
        useFreeLanes()
    }

    mutating func remove(_ lane: Lane) {
        lanes[lane.token] = nil
        laneTokens[lane.file] = nil
        freeLanes.removeAll { $0 == lane.token }
        if lane.isNew { newLanes -= 1 }
        lane.close()
        if let worker = lane.worker { add(.end(worker)) }
        if let reader = lane.reader { add(.resume(reader.continuation)) }
    }
}

/// FlyingFox waits for a socket.
extension PoolState {
    mutating func suspend(
        _ file: Int32, _ events: Socket.Events, _ waiter: (continuation: Connection.Waiter, ticket: UInt64)
    ) {
        do {
            guard !isClosed else { throw CancellationError() }
            if try isDoor(file) {
                try suspendAcceptor(file, waiter)
            } else if events.contains(.write), let client = lane(file)?.client {
                suspendWriter(of: client, waiter.continuation)
            } else {
                try suspendLane(file, waiter)
            }
        } catch {
            add(.fail(waiter.continuation, error))
        }
    }

    private mutating func isDoor(_ file: Int32) throws -> Bool {
        if let door { return door.file == file }
        guard Descriptor.isListening(file) else { return false }
        let door = try Door(file, inherited: inherited)
        try epoll.add(listener: door.listener)
        self.door = door
        return true
    }

    private mutating func suspendAcceptor(
        _ file: Int32, _ waiter: (continuation: Connection.Waiter, ticket: UInt64)
    ) throws {
        // To FlyingFox, the end of the connections, after which it waits for those that are open.
        guard !isStopping || !connections.isEmpty else { throw SocketError.disconnected }
        if Descriptor.isReadable(file) {
            add(.resume(waiter.continuation))
        } else {
            acceptor = waiter
        }
    }

    private mutating func suspendWriter(of client: Connection.ID, _ writer: Connection.Waiter) {
        guard let connection = self[client], !Descriptor.isWritable(connection.file) else {
            return add(.resume(writer))
        }
        connection.writer = writer
    }

    /// FlyingFox waits to read: for the lane's request, or for what never comes, the lane's end.
    private mutating func suspendLane(
        _ file: Int32, _ waiter: (continuation: Connection.Waiter, ticket: UInt64)
    ) throws {
        if let token = laneTokens[file] {
            lanes[token]?.reader = waiter
        } else {
            let lane = try meet(file)
            lanes[lane.token] = lane
            laneTokens[file] = lane.token
            add(.resume(waiter.continuation))
        }
    }

    private func lane(_ file: Int32) -> Lane? {
        laneTokens[file].flatMap { lanes[$0] }
    }

    /// A connection of FlyingFox's that waits for the first time. Those that the pool has not made are somebody else's.
    private mutating func meet(_ file: Int32) throws -> Lane {
        guard let name = UnixSocket.peer(of: file), let end = waitingEnds.removeValue(forKey: name) else {
            throw SocketError.disconnected
        }
        let lane: Lane
        do { lane = try Lane(file: file, end: end) } catch {
            newLanes -= 1
            _ = Glibc.close(end)
            throw error
        }
        guard lane.announce() else {
            newLanes -= 1
            lane.close()
            throw SocketError.disconnected
        }
        return lane
    }

    mutating func cancel(_ file: Int32, _ ticket: UInt64) {
        if let acceptor, acceptor.ticket == ticket {
            self.acceptor = nil
            return add(.fail(acceptor.continuation, CancellationError()))
        }
        guard var lane = lane(file), let reader = lane.reader, reader.ticket == ticket else { return }
        lane.reader = nil
        remove(lane)
        add(.fail(reader.continuation, CancellationError()))
    }
}
#endif
