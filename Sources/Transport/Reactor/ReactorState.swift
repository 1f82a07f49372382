#if os(Linux)
import CTransport
import FlyingSocks
import Glibc
import HTTP
import Instrumentation

/// The reactor's connections and what waits for them. Used under the reactor's lock. Whatever may run other code becomes an
/// ``Effect``, to be performed when the lock is free.
struct ReactorState {
    enum Effect: Sendable {
        case resume(Connection.Waiter)
        case fail(Connection.Waiter, any Error)
        /// A task is to handle request `number` of a connection.
        case handle(Connection.ID, number: Int)
        /// Output is to be written to a connection's socket.
        case write(Connection.ID, OutputQueue)
        /// A connection's feed may have something.
        case deliver(Connection.ID)
        case cancel(Task<Void, Never>)
    }

    let limits: ConnectionLimits
    let epoll: Epoll
    /// A listening socket that the process has been given.
    let inherited: Int32?

    var connections: [Int32: Connection] = [:]
    var perHost: [HostKey: Int] = [:]
    /// The memory that unfinished requests take.
    var bufferedBytes = 0
    /// The memory that unsent responses take.
    var unsentBytes = 0
    var requests: Admission<Connection.ID, HostKey>
    var uploads: Admission<Connection.ID, HostKey>

    var listener: ListeningSocket?
    /// FlyingFox's server, which waits for a connection to accept.
    var acceptor: SocketWait?
    /// Connections that FlyingFox has accepted itself, waiting for their sockets.
    var guests: [Int32: SocketWait] = [:]

    var isAccepting = true
    var isStopping = false
    var isClosed = false

    var accepted = 0
    var incidents = Counts<ConnectionIncident>()
    var refused = Counts<RequestError>()

    private var lastNumber: UInt32 = 0
    private var effects: [Effect] = []
    /// Input is read into it before it is known whose it is.
    var scratch = [UInt8](repeating: 0, count: 64 * 1024)

    init(_ limits: ConnectionLimits, epoll: Epoll, inherited: Int32?) {
        self.limits = limits
        self.epoll = epoll
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
        lastNumber = lastNumber == .max ? Epoll.firstConnection : lastNumber + 1
        return Connection.ID(file: file, number: max(lastNumber, Epoll.firstConnection))
    }

    subscript(id: Connection.ID) -> Connection? {
        guard let connection = connections[id.file], connection.id == id else { return nil }
        return connection
    }

    var metrics: ConnectionMetrics {
        var open = Counts<ConnectionPhase>()
        for connection in connections.values { open.add(connection.clock.phase) }
        return ConnectionMetrics(
            open: open, accepted: accepted, incidents: incidents, refused: refused, requests: requests.metrics,
            uploads: uploads.metrics)
    }
}

/// The end.
extension ReactorState {
    /// Accepts no more connections, ends those that ask for nothing, tells streams to end, and lets requests finish.
    mutating func stop() {
        guard !isStopping else { return }
        setAccepting(false)
        isStopping = true
        if let listener {
            epoll.remove(listener.socket)
            listener.close()
        }
        for connection in Array(connections.values) {
            connection.closesAfterResponse = true
            if connection.isStreaming {
                cancelTask(of: connection)
            } else if connection.clock.phase == .idle, connection.input.isEmpty {
                close(connection)
            }
        }
    }

    /// Ends streams that go on after ``stop()``, and connections of clients that have received all and send nothing: they
    /// may keep theirs open for as long as they like.
    mutating func endStreams() {
        for connection in Array(connections.values) where connection.isStreaming || hasReceivedAll(connection) {
            close(connection)
        }
    }

    private func hasReceivedAll(_ connection: Connection) -> Bool {
        connection.clock.phase == .lingering && connection.discarded == 0
            && Descriptor.output(of: connection.file)?.unacknowledged == 0
    }

    /// Ends all connections.
    ///
    /// - Returns: the tasks that still work on requests.
    mutating func endAll() -> [Task<Void, Never>] {
        for connection in Array(connections.values) { close(connection) }
        return connections.values.compactMap(\.task)
    }

    mutating func close() {
        guard !isClosed else { return }
        isClosed = true
        stop()
        for task in endAll() { add(.cancel(task)) }
        releaseServer()
    }
}
#endif
