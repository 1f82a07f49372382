import FlyingFox
import FlyingSocks
import Logging

/// FlyingFox on its own sockets, which have neither deadlines nor limits. For systems without epoll, and for addresses
/// that only trusted clients can reach.
struct FlyingFoxPool: ServerPool {
    private let sockets: ListeningPool
    private let site: SiteHandlers

    init(around base: any AsyncSocketPool = HTTPServer.defaultPool(), for site: SiteHandlers) {
        sockets = ListeningPool(around: base)
        self.site = site
    }

    var port: UInt16? { sockets.port }
    var hasStopped: Bool { sockets.hasStopped }
    var metrics: ConnectionMetrics? { nil }

    func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer {
        await FlyingFoxHandler(site: site).makeServer(at: address, on: self, log: log)
    }

    func prepare() async throws { try await sockets.prepare() }
    func run() async throws { try await sockets.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        try await sockets.suspendSocket(socket, untilReadyFor: events)
    }

    /// Does not wait: FlyingFox's own `stop` does.
    func stop(within grace: Duration) async { sockets.stopListening() }
}
