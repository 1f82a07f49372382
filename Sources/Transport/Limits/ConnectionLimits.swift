/// What a connection may take, in time and in bytes. Deadlines are kept by what has come and what the kernel counts, so
/// that no client is taken at its word and no request costs a timer.
public struct ConnectionLimits: Hashable, Sendable {
    /// From a request's first byte until its head is complete.
    public var head: Duration = .seconds(10)
    /// Between two requests, and before the first.
    public var idle: Duration = .seconds(60)
    /// A body that is waited for must bring `bodyRate` bytes a second, over any span of this length.
    public var body: Duration = .seconds(10)
    public var bodyRate = 1024
    /// The client must receive `answerRate` bytes a second of a response, over any span of this length; of a stream that
    /// does not wait for it, a byte.
    public var answer: Duration = .seconds(30)
    public var answerRate = 1024

    public var heads = HeadLimits()
    /// A body up to this many bytes is gathered before the request is handed over; the handler reads a longer one as
    /// it comes.
    public var gatheredBytes = 64 * 1024
    /// Unfinished requests of all connections may hold so many bytes together. When they do, one that holds more than
    /// `sparedBytes` is answered `503`: what browsers send is shorter.
    public var bufferedBytes = 64 * 1024 * 1024
    public var sparedBytes = 4 * 1024
    /// After an answer that closes the connection, what the client still sends is dropped for so long and up to so
    /// many bytes, so that it gets to read the answer (RFC 9112, 9.6).
    public var lingering: Duration = .seconds(20)
    public var lingeringBytes = 32 * 1024 * 1024

    /// Connections at once; more wait in the kernel's backlog.
    public var connections = 10_000
    /// Connections at once from one IPv4 address or IPv6 network of 64 bits; nil where all come from a proxy.
    public var connectionsPerAddress: Int? = 256
    /// What is left to an address when others are to be let in: more connections than a browser opens.
    public var sparedConnections = 16
    /// Where no address has more than that, an idle connection is kept for so long when others wait to be let in.
    public var sparedIdle: Duration = .seconds(5)
    /// What all responses that wait for their clients may take together, in bytes. When they take more, the clients for
    /// which the most is kept are ended.
    public var unsentBytes = 64 * 1024 * 1024
    /// What a stream may be ahead of its client, in bytes, before it has to wait.
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
