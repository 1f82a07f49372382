/// Limits for connections, in time and in bytes. Deadlines are checked against what has arrived and what the kernel
/// counts, so that no client has to be believed and no request costs a timer.
public struct ConnectionLimits: Hashable, Sendable {
    /// From a request's first byte until its head is complete.
    public var head: Duration = .seconds(10)
    /// Between two requests, and before the first.
    public var idle: Duration = .seconds(60)
    /// While a handler waits for a body, it must arrive at `bodyRate` bytes per second, over any span of this length.
    public var body: Duration = .seconds(10)
    public var bodyRate = 1024
    /// The client must receive `answerRate` bytes of a response per second, over any span of this length. Of a stream that
    /// does not wait for the client, one byte is enough.
    public var answer: Duration = .seconds(30)
    public var answerRate = 1024
    /// How long a stream may write its last words when the server stops.
    public var lastWords: Duration = .seconds(1)

    public var heads = HeadLimits()
    /// A body of up to this many bytes is collected before the request is handed over. The handler reads a longer one as it
    /// arrives.
    public var gatheredBytes = 64 * 1024
    /// The most bytes that incomplete requests of all connections may hold together. Beyond that, a request that holds more
    /// than `sparedBytes` gets `503`. Browsers send less than that.
    public var bufferedBytes = 64 * 1024 * 1024
    public var sparedBytes = 4 * 1024
    /// After a response that closes the connection, what the client still sends is dropped, within these limits, so that it
    /// can read the response (RFC 9112, 9.6).
    public var lingering: Duration = .seconds(20)
    public var lingeringBytes = 32 * 1024 * 1024

    /// The most open connections. Further ones wait in the kernel's backlog.
    public var connections = 10_000
    /// The most open connections from one IPv4 address or IPv6 /64 network; nil if all come from a proxy.
    public var connectionsPerAddress: Int? = 256
    /// What an address keeps when others have to be let in: more connections than a browser opens.
    public var sparedConnections = 16
    /// If no address has more than that, how long an idle connection is kept while others wait to be let in.
    public var sparedIdle: Duration = .seconds(5)
    /// The most bytes that responses may hold while they wait for their clients, all together. Beyond that, the connections
    /// that hold the most are closed.
    public var unsentBytes = 64 * 1024 * 1024
    /// How far a stream may be ahead of its client, in bytes, before it has to wait.
    public var streamBytes = 64 * 1024
    /// Requests that handlers work on at once. Those whose body is read as it comes are counted apart.
    public var requests = 256
    public var uploads = 64
    /// The most of ``uploads`` for one address, as they take their time from their client's: a quarter, where addresses
    /// are told apart.
    var uploadsPerAddress: Int? { connectionsPerAddress.map { _ in max(1, uploads / 4) } }
    /// Requests that may wait for their turn; one more is answered `503`.
    public var waitingRequests = 1024

    public init() {}
}

/// What the head of a request may have.
public struct HeadLimits: Hashable, Sendable {
    /// The request line, or one field with its name, in bytes without the line's end.
    public var lineBytes = 8 * 1024
    public var fields = 100
    /// The head in all, in bytes.
    public var bytes = 32 * 1024

    public init() {}
}
