import FlyingFox
import FlyingSocks
import HTTP
import Logging

/// The sockets under a server, and what stands between them and a site's handler.
public protocol ServerPool: AsyncSocketPool {
    /// A server at `address` that answers with the site. To be made once.
    func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer

    /// The port that is listened on; nil before the server runs.
    var port: UInt16? { get }

    /// Nil where nobody counts.
    var numbers: ConnectionNumbers? { get }

    /// Takes no more connections, and returns when those it has are done or `grace` is over.
    func stop(within grace: Duration) async

    /// Whether ``stop(within:)`` has been called: the error with which the server then ends is none.
    var hasStopped: Bool { get }
}

extension ServerPool {
    /// Waits until clients can connect, and returns the port.
    ///
    /// - Throws: `CancellationError`, also when the server has failed and its task's siblings are cancelled.
    public func waitUntilListening() async throws -> UInt16 {
        while true {
            if let port { return port }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// A site, as the sockets need it.
public struct SiteHandlers: Sendable {
    /// Answers a request. Never throws.
    let answer: @Sendable (IncomingRequest) async -> OutgoingResponse
    /// The answer to what is not handed over as a request. What could not be read of it is empty.
    let refuse: @Sendable (IncomingRequest, RequestDefect) async -> OutgoingResponse

    public init(
        answer: @escaping @Sendable (IncomingRequest) async -> OutgoingResponse,
        refuse: @escaping @Sendable (IncomingRequest, RequestDefect) async -> OutgoingResponse
    ) {
        self.answer = answer
        self.refuse = refuse
    }
}

/// The pool for this system: our own on Linux, elsewhere FlyingSocks' without deadlines and limits.
///
/// - Parameter inherited: on Linux, the descriptor of a socket that listens already. The address of the server is then
///   one that it never serves.
public func makeServerPool(
    _ limits: ConnectionLimits, for site: SiteHandlers, inherited: Int32? = nil
) throws -> any ServerPool {
    #if os(Linux)
    try EventPool(limits, for: site, inherited: inherited)
    #else
    PortablePool(around: HTTPServer.defaultPool(), for: site)
    #endif
}
