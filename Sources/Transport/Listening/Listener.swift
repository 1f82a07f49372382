import FlyingFox
import FlyingSocks
import Foundation
import HTTP
import Logging

/// A server that listens on one address.
public struct Listener: Sendable {
    private let pool: any ServerPool
    private let address: ListenAddress
    private let server: HTTPServer

    /// - Parameter inherited: the descriptor of a socket that listens already, if there is one. It is used in place of
    ///   `address`.
    public init(
        at address: ListenAddress, on kind: ServerKind, _ limits: ConnectionLimits = ConnectionLimits(),
        for site: SiteHandlers, inherited: Int32? = nil, log: Logger
    ) async throws {
        self.address = address
        pool = try makeServerPool(kind, limits, for: site, inherited: inherited)
        // FlyingFox always opens a socket of its own, if only for a moment.
        let bound: any SocketAddress =
            inherited == nil ? try address.socketAddress() : try sockaddr_in.inet(ip4: "127.0.0.1", port: 0)
        server = await pool.makeServer(at: bound, log: log)
    }

    /// Nil if nothing is counted.
    public var metrics: ConnectionMetrics? { pool.metrics }

    /// Serves until it is stopped. FlyingFox then throws an error; any other end is a failure.
    ///
    /// - Throws: ``CannotListen``.
    public func run() async throws {
        do { try await server.run() } catch {
            if pool.hasStopped { return }
            throw CannotListen(at: address, error) ?? error
        }
    }

    /// Waits until clients can connect, and returns the port.
    ///
    /// - Throws: `CancellationError`, also if the server has failed and the sibling tasks are cancelled.
    public func waitUntilListening() async throws -> UInt16 {
        try await pool.waitUntilListening()
    }

    /// Waits at most `grace` for requests in progress.
    public func stop(within grace: Duration) async {
        await pool.stop(within: grace)
        await server.stop(timeout: 1)
    }
}
