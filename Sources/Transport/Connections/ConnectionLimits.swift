/// What a connection may take, in seconds and bytes. Deadlines are kept by what the kernel counts, so that no client is
/// taken at its word and no request costs a timer.
public struct ConnectionLimits: Hashable, Sendable {
    /// From a request's first byte until its head is complete.
    public var head: Duration = .seconds(10)
    /// Between two requests, and before the first.
    public var idle: Duration = .seconds(60)
    /// A body that is waited for must bring `bodyRate` bytes a second, over any span of this length.
    public var body: Duration = .seconds(10)
    public var bodyRate: UInt64 = 1024
    /// An answer that waits for its reader must lose `answerRate` bytes a second, over any span of this length.
    public var answer: Duration = .seconds(30)
    public var answerRate: UInt64 = 1024

    /// The most that is read before a handler has seen a request's head.
    ///
    /// FlyingFox's time for a line of a head grows with the square of its length: 16 KB take a core 0.1 s.
    public var headBytes: UInt64 = 16 * 1024
    /// The most that a request may have in all.
    public var requestBytes: UInt64 = 5 * 1024 * 1024 + 64 * 1024

    /// Connections at once; more wait in the kernel's backlog.
    public var connections = 10_000
    /// Connections at once from one address; nil where all come from a proxy.
    public var connectionsPerAddress: Int? = 256

    public init() {}
}
