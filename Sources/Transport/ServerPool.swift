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

    /// Nil where nothing is counted.
    var metrics: ConnectionMetrics? { get }

    /// Takes no more connections, lets running requests finish within `grace`, ends streams within a second, and returns
    /// when no task works on a request any more.
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
    let refuse: @Sendable (IncomingRequest, RequestError) async -> OutgoingResponse

    public init(
        answer: @escaping @Sendable (IncomingRequest) async -> OutgoingResponse,
        refuse: @escaping @Sendable (IncomingRequest, RequestError) async -> OutgoingResponse
    ) {
        self.answer = answer
        self.refuse = refuse
    }
}

/// The servers that Roost has.
public enum ServerKind: String, CaseIterable, Sendable {
    /// FlyingFox's server on sockets of our own, with limits and deadlines. Linux only.
    case reactor
    /// FlyingFox's server on FlyingFox's sockets.
    case flyingfox
}

/// The pool for a kind of server. Where there is no reactor, FlyingFox serves on its own sockets.
///
/// - Parameter inherited: on Linux, the descriptor of a socket that listens already. The address of the server is then
///   one that it never serves.
public func makeServerPool(
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
