import FlyingFox
import FlyingSocks
import Logging

/// FlyingSocks' own pool, for systems without epoll: for development, as it has neither deadlines nor limits.
public struct PortablePool: ServerPool {
    private let sockets: ListeningPool
    private let site: SiteHandlers

    public init(around base: any AsyncSocketPool, for site: SiteHandlers) {
        sockets = ListeningPool(around: base)
        self.site = site
    }

    public var port: UInt16? { sockets.port }
    public var hasStopped: Bool { sockets.hasStopped }
    public var numbers: ConnectionNumbers? { nil }

    /// In seconds, also for a body to arrive.
    private static let handlerTimeout = 60.0

    public func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer {
        var configuration = HTTPServer.Configuration(
            address: address, timeout: Self.handlerTimeout, sharedRequestBufferSize: TrackedBody.readAhead,
            pool: self, logger: ServerLogger(log: log))
        // Bodies are read once, as a stream, never kept by the server.
        configuration.sharedRequestReplaySize = 0
        let handler = PortableHandler(site: site)
        let server = HTTPServer(config: configuration, handler: handler)
        await server.appendRoute("*", for: Self.registeredMethods, to: handler)
        return server
    }

    /// FlyingFox hands its handler the methods of RFC 9110 and PATCH only; others it answers itself, and leaves their
    /// bodies on the connection. These are the others of IANA's registry, so that they come to us.
    private static let registeredMethods = [
        "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE",
        "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI", "PROPFIND",
        "PROPPATCH", "QUERY", "REBIND", "REPORT", "SEARCH", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE",
        "UPDATEREDIRECTREF", "VERSION-CONTROL",
    ].map { HTTPMethod($0) }

    public func prepare() async throws { try await sockets.prepare() }
    public func run() async throws { try await sockets.run() }

    public func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        try await sockets.suspendSocket(socket, untilReadyFor: events)
    }

    /// Does not wait: FlyingFox' own `stop` does.
    public func stop(within grace: Duration) async { sockets.stopListening() }
}
