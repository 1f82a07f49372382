import FlyingFox
import FlyingSocks
import Foundation
import HTTP
import Logging
import Transport

/// A server that listens on one address.
struct Listener: Sendable {
    let pool: any ServerPool
    private let name: ListenAddress
    private let setting: SettingName
    private let server: HTTPServer

    /// - Parameters:
    ///   - setting: the setting that `name` is from.
    ///   - inherited: a socket that listens already, if there is one.
    init(
        at name: ListenAddress, from setting: SettingName, on kind: ServerKind,
        _ limits: ConnectionLimits = ConnectionLimits(), for site: SiteHandlers, inherited: Int32? = nil, log: Logger
    ) async throws {
        self.name = name
        self.setting = setting
        pool = try makeServerPool(kind, limits, for: site, inherited: inherited)
        // FlyingFox always opens a socket of its own, if only for a moment.
        let address: any SocketAddress =
            inherited == nil ? try name.socketAddress() : try sockaddr_in.inet(ip4: "127.0.0.1", port: 0)
        server = await pool.makeServer(at: address, log: log)
    }

    /// Serves until it is stopped. FlyingFox then throws an error; any other end is a failure.
    ///
    /// - Throws: ``CannotListen``.
    func run() async throws {
        do { try await server.run() } catch {
            if pool.hasStopped { return }
            guard case SocketError.failed(type: "Bind", let code, let reason) = error else { throw error }
            // An address that this machine does not have is not mended by another port.
            let isForeign = code == EADDRNOTAVAIL && setting == .port
            throw CannotListen(name: name, reason: reason, setting: isForeign ? .host : setting)
        }
    }

    /// Waits at most `grace` for requests in progress.
    func stop(within grace: Duration) async {
        await pool.stop(within: grace)
        await server.stop(timeout: 1)
    }
}
