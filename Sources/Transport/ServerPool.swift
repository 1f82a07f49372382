import FlyingFox
import FlyingSocks
import HTTP
import Logging

/// The sockets of a server, and everything between them and a site's handler.
protocol ServerPool: AsyncSocketPool {
    /// A server at `address` for the site. Call this once.
    func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer

    /// The port that the server listens on; nil before it runs.
    var port: UInt16? { get }

    /// Nil if nothing is counted.
    var metrics: ConnectionMetrics? { get }

    /// Accepts no more connections, lets requests in progress finish within `grace`, ends streams within a second, and returns
    /// when no task works on a request any longer.
    func stop(within grace: Duration) async

    /// Whether ``stop(within:)`` has been called. The error that the server then throws does not count.
    var hasStopped: Bool { get }
}

extension ServerPool {
    /// Waits until clients can connect, and returns the port.
    ///
    /// - Throws: `CancellationError`, also if the server has failed and the sibling tasks are cancelled.
    func waitUntilListening() async throws -> UInt16 {
        while true {
            if let port { return port }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// A site, as the server sees it.
public struct SiteHandlers: Sendable {
    /// Responds to a request. Never throws.
    let respond: @Sendable (IncomingRequest) async -> OutgoingResponse
    /// The response to bytes that are not a valid request. The parts that could not be read are empty.
    let refuse: @Sendable (IncomingRequest, RequestError) async -> OutgoingResponse

    public init(
        respond: @escaping @Sendable (IncomingRequest) async -> OutgoingResponse,
        refuse: @escaping @Sendable (IncomingRequest, RequestError) async -> OutgoingResponse
    ) {
        self.respond = respond
        self.refuse = refuse
    }
}

/// The kinds of servers.
public enum ServerKind: String, CaseIterable, Sendable {
    /// FlyingFox's server on our own sockets, with limits and deadlines. Linux only.
    case reactor
    /// FlyingFox's server on FlyingFox's sockets.
    case flyingfox
}

/// The pool for a kind of server. Without a reactor, FlyingFox serves on its own sockets.
///
/// - Parameter inherited: on Linux, the descriptor of a socket that listens already. The address of the server is then
///   one that it never serves.
func makeServerPool(
    _ kind: ServerKind = .reactor, _ limits: ConnectionLimits, for site: SiteHandlers, inherited: Int32? = nil
) throws -> any ServerPool {
    #if os(Linux)
    switch kind {
    case .reactor: try Reactor(limits, for: site, inherited: inherited)
    case .flyingfox: FlyingFoxPool(for: site)
    }
    #else
    FlyingFoxPool(for: site)
    #endif
}
