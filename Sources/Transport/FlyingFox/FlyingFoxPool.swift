import FlyingFox
import FlyingSocks
import Logging

/// FlyingFox on its own sockets, which have neither deadlines nor limits. For systems without epoll, and for addresses
/// that only trusted clients can reach.
public struct FlyingFoxPool: ServerPool {
    private let sockets: ListeningPool
    private let site: SiteHandlers

    public init(around base: any AsyncSocketPool = HTTPServer.defaultPool(), for site: SiteHandlers) {
        sockets = ListeningPool(around: base)
        self.site = site
    }

    public var port: UInt16? { sockets.port }
    public var hasStopped: Bool { sockets.hasStopped }
    public var metrics: ConnectionMetrics? { nil }

    public func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer {
        await FlyingFoxHandler(site: site).makeServer(at: address, on: self, log: log)
    }

    public func prepare() async throws { try await sockets.prepare() }
    public func run() async throws { try await sockets.run() }

    public func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        try await sockets.suspendSocket(socket, untilReadyFor: events)
    }

    /// Does not wait: FlyingFox's own `stop` does.
    public func stop(within grace: Duration) async { sockets.stopListening() }
}
