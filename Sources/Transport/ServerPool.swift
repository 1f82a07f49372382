import FlyingSocks

/// A pool of sockets under a server, which can be asked to take no more connections.
public protocol ServerPool: AsyncSocketPool {
    /// Takes no more connections. The server then ends when those it has are done.
    func stopListening()

    /// Whether ``stopListening()`` has been called: the error with which the server then ends is none.
    var hasStopped: Bool { get }

    /// A handler has seen the head of a request from `peer`.
    func requestBegan(from peer: Socket.Address)

    /// The answer to `peer` is about to be sent.
    func answerBegan(to peer: Socket.Address)

    /// The answer is out, and a handler drops what `peer` still sends.
    func discardBegan(from peer: Socket.Address)
}

extension ServerPool {
    public func requestBegan(from peer: Socket.Address) {}
    public func answerBegan(to peer: Socket.Address) {}
    public func discardBegan(from peer: Socket.Address) {}
}

extension ListeningPool: ServerPool {}

#if os(Linux)
extension EventPool: ServerPool {}
#endif

/// The pool for this system: our own on Linux, elsewhere FlyingSocks' without deadlines and limits.
public func makeServerPool(limits: ConnectionLimits, default base: any AsyncSocketPool) throws -> any ServerPool {
    #if os(Linux)
    try EventPool(limits: limits)
    #else
    ListeningPool(around: base)
    #endif
}
