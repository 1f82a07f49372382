#if os(Linux)
import FlyingFox
import FlyingSocks
import Glibc

/// FlyingFox's side: its connections wait here for work.
extension PoolState {
    /// At most so many lanes are on their way to FlyingFox at once, and so many wait without work for long.
    private static let newLaneLimit = 8
    private static let spareLaneLimit = 16

    /// A client's task is to be done on the next lane that is free.
    mutating func hand(_ task: Task, of client: Connection.ID) {
        tasks[client] = task
        ready.append(client)
        useFreeLanes()
    }

    private mutating func useFreeLanes() {
        while !ready.isEmpty {
            guard let file = freeLanes.popLast() else { return openLane() }
            let client = ready.removeFirst()
            guard tasks[client] != nil, var lane = lanes[file] else {
                freeLanes.append(file)
                continue
            }
            guard lane.announce(), let waiter = lane.waiter else {
                ready.append(client)
                remove(lane)
                continue
            }
            lane.client = client
            lane.waiter = nil
            lanes[file] = lane
            add(.resume(waiter.continuation))
        }
    }

    private mutating func openLane() {
        guard let door, !isClosed, newLanes.count < min(Self.newLaneLimit, ready.count),
            lanes.count + newLanes.count < limits.lanes,
            let (file, name) = try? UnixSocket.connection(to: door.inner)
        else { return }
        newLanes[name] = file
        if let acceptor { add(.resume(acceptor.continuation)) }
        acceptor = nil
    }

    /// Closes what a past rush has left.
    mutating func closeSpareLanes() {
        while freeLanes.count > Self.spareLaneLimit, let file = freeLanes.first, let lane = lanes[file] {
            remove(lane)
            if let waiter = lane.waiter { add(.resume(waiter.continuation)) }
        }
        useFreeLanes()
    }

    mutating func remove(_ lane: Lane) {
        lanes[lane.file] = nil
        laneFiles[lane.token] = nil
        freeLanes.removeAll { $0 == lane.file }
        lane.close()
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
            } else if events.contains(.write), let lane = lanes[file], let client = lane.client {
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
        let door = try Door(file)
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

    private mutating func suspendLane(
        _ file: Int32, _ waiter: (continuation: Connection.Waiter, ticket: UInt64)
    ) throws {
        var lane = try lanes[file] ?? meet(file)
        lane.waiter = waiter
        lanes[file] = lane
        freeLanes.append(file)
        useFreeLanes()
    }

    /// A connection of FlyingFox's that waits for the first time. Those that the pool has not made are somebody else's.
    private mutating func meet(_ file: Int32) throws -> Lane {
        guard let name = UnixSocket.peer(of: file), let end = newLanes.removeValue(forKey: name) else {
            throw SocketError.disconnected
        }
        let lane = try Lane(file: file, end: end)
        laneFiles[lane.token] = file
        return lane
    }

    mutating func cancel(_ file: Int32, _ ticket: UInt64) {
        if let acceptor, acceptor.ticket == ticket {
            self.acceptor = nil
            return add(.fail(acceptor.continuation, CancellationError()))
        }
        guard let lane = lanes[file], let waiter = lane.waiter, waiter.ticket == ticket else { return }
        remove(lane)
        add(.fail(waiter.continuation, CancellationError()))
    }
}
#endif
