#if os(Linux)
import CTransport
import FlyingSocks
import Glibc
import HTTP
import Metrics

/// What the pool knows: its clients, its lanes, and who waits for what. Used under the pool's lock; what may run other
/// code is left as an ``Effect`` for when the lock is free.
struct PoolState {
    enum Effect: Sendable {
        case resume(Connection.Waiter)
        case fail(Connection.Waiter, any Error)
        case give(Errand, UnsafeContinuation<Errand, any Error>)
        /// There is no more work on a lane.
        case end(UnsafeContinuation<Errand, any Error>)
        /// A handler is to be called for the request on a connection.
        case work(Connection.ID)
    }

    /// What FlyingFox's handler finds for a client.
    enum Task {
        case handle
        case refuse(RequestDefect)
        case answer(OutgoingResponse)
    }

    let limits: ConnectionLimits
    let epoll: Epoll
    /// A socket at its end.
    let dead: Int32
    /// A socket that listens already.
    let inherited: Int32?

    var connections: [Int32: Connection] = [:]
    var perHost: [HostKey: Int] = [:]
    /// The sum of what connections hold.
    var heldBytes = 0
    var requests: Admission<Connection.ID, HostKey>
    var uploads: Admission<Connection.ID, HostKey>
    /// Clients whose task waits for a lane.
    var ready = Line<Connection.ID>()
    /// A lane is about to take work.
    var isTaking = false

    var door: Door?
    /// FlyingFox, which waits for a connection of its own.
    var acceptor: (continuation: Connection.Waiter, ticket: UInt64)?
    var lanes: [Lane.Token: Lane] = [:]
    /// The lanes by FlyingFox's descriptors.
    var laneTokens: [Int32: Lane.Token] = [:]
    /// Lanes that wait for work.
    var freeLanes: [Lane.Token] = []
    /// Our ends of lanes that FlyingFox has not met yet.
    var waitingEnds: [UnixSocket.Name: Int32] = [:]
    /// Lanes whose work has not begun yet.
    var newLanes = 0

    var isHeedingDoor = true
    /// Somebody has had to wait for a lane since the last sweep, as there are as many as may be.
    var lacksLanes = false
    var isStopping = false
    var isClosed = false

    var accepted = 0
    var incidents = Tally<ConnectionIncident>()
    var refused = Tally<RequestDefect>()

    private var nextNumber: UInt32 = 0
    private var effects: [Effect] = []
    /// For what is read, before it is known whose it is.
    var scratch = [UInt8](repeating: 0, count: 64 * 1024)

    init(_ limits: ConnectionLimits, epoll: Epoll, dead: Int32, inherited: Int32?) {
        self.limits = limits
        self.epoll = epoll
        self.dead = dead
        self.inherited = inherited
        requests = Admission(limit: limits.requests, waiting: limits.waitingRequests)
        uploads = Admission(
            limit: limits.uploads, hostLimit: limits.uploadsPerAddress, waiting: limits.waitingRequests)
    }

    mutating func add(_ effect: Effect) {
        effects.append(effect)
    }

    mutating func takeEffects() -> [Effect] {
        guard !effects.isEmpty else { return [] }
        defer { effects.removeAll(keepingCapacity: true) }
        return effects
    }

    mutating func makeID(_ file: Int32) -> Connection.ID {
        nextNumber &+= 1
        return Connection.ID(file: file, number: nextNumber)
    }

    subscript(id: Connection.ID) -> Connection? {
        guard let connection = connections[id.file], connection.id == id else { return nil }
        return connection
    }

    var numbers: ConnectionNumbers {
        var open = Tally<ConnectionPhase>()
        for connection in connections.values { open.add(connection.clock.phase) }
        return ConnectionNumbers(
            open: open, accepted: accepted, incidents: incidents, refused: refused, requests: requests.numbers,
            uploads: uploads.numbers)
    }

    /// Takes no more clients, ends those that ask for nothing, and lets the others finish.
    mutating func stop() {
        guard !isStopping else { return }
        // Closing does not take a shared socket out of epoll.
        heedDoor(false)
        isStopping = true
        door?.close()
        for connection in Array(connections.values) {
            connection.closesAfterAnswer = true
            if connection.clock.phase == .idle, connection.input.isEmpty { close(connection) }
        }
    }

    /// Lets FlyingFox see the end of its connections, upon which it ends.
    mutating func endLanes() {
        for lane in Array(lanes.values) { remove(lane) }
        for end in waitingEnds.values { _ = Glibc.close(end) }
        (waitingEnds, newLanes) = ([:], 0)
        if let acceptor { add(.fail(acceptor.continuation, SocketError.disconnected)) }
        acceptor = nil
    }

    mutating func close() {
        guard !isClosed else { return }
        isClosed = true
        stop()
        for connection in Array(connections.values) { close(connection) }
        endLanes()
        _ = Glibc.close(dead)
    }
}
#endif
