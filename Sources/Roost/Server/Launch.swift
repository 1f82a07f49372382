import Accounts
import FlyingFox
import FlyingSocks
import Foundation
import Logging
import Site
import Storage
import Transport
import WorkQueue

/// The parts of a running site, put together from the settings.
struct Launch: Sendable {
    let settings: Settings
    let database: Database
    let accounts: Accounts
    let log: Logger

    /// Opens the database and brings it up to date.
    init(_ settings: Settings) throws {
        self.settings = settings
        log = settings.logFormat.logger(level: settings.logLevel)
        database = try Database(path: settings.database)
        if let copy = database.copyBeforeUpgrade {
            log.notice("upgraded the database; a copy is what it was before", metadata: ["copy": "\(copy)"])
        }
        accounts = Accounts(
            database: database, hasher: PasswordHasher(queue: Self.hashingQueue),
            secret: try settings.secret ?? SecretFile(for: settings.database).secret(),
            lifetime: SessionLifetime(remembered: settings.sessionTTL))
    }

    /// Half of the cores at most hash, so that pages go on; who would wait longer than some ten seconds is told.
    static var hashingQueue: WorkQueue {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)
        return WorkQueue(label: "roost.passwords", width: width, depth: width * 50)
    }

    /// Serves until a signal asks to stop; requests that run then are finished first.
    func run(ready: @escaping @Sendable (UInt16) -> Void = { _ in }) async throws {
        let site = try await Site(siteSettings, accounts: accounts, log: log)
        let handlers = SiteHandlers(answer: site.answer) { await site.refuse($0, status: $1.status) }
        let pool = try makeServerPool(connectionLimits, for: handlers)
        let address = try ListeningAddress.make(settings.host, port: settings.port)
        let server = await pool.makeServer(at: address, log: log)
        warn()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await accounts.maintain(log: log)
                return false
            }
            group.addTask {
                await site.maintain()
                return false
            }
            group.addTask {
                try await serve(server, over: pool)
                return false
            }
            group.addTask {
                try await stopOnSignal(server, over: pool, ready: ready)
                return true
            }
            while let isStopped = try await group.next() {
                if isStopped { group.cancelAll() }
            }
        }
        try database.close()
        log.notice("stopped")
    }

    private func stopOnSignal(
        _ server: HTTPServer, over pool: any ServerPool, ready: @escaping @Sendable (UInt16) -> Void
    ) async throws {
        let port = try await pool.waitUntilListening()
        log.notice("listening", metadata: ["address": "\(settings.host)", "port": "\(port)"])
        ready(port)
        await ShutdownSignal.first()
        log.notice("stopping")
        await pool.stop(within: Self.gracePeriod)
        await server.stop(timeout: 1)
    }

    /// What running requests have to finish.
    static let gracePeriod: Duration = .seconds(10)

    /// FlyingFox ends with an error when it is stopped; any other end is a failure.
    private func serve(_ server: HTTPServer, over pool: any ServerPool) async throws {
        do { try await server.run() } catch {
            if pool.hasStopped { return }
            guard case SocketError.failed(type: "Bind", _, let reason) = error else { throw error }
            throw CannotListen(address: settings.host.description, port: settings.port, reason: reason)
        }
    }

    private var connectionLimits: ConnectionLimits {
        var limits = settings.connectionLimits
        DescriptorLimit.fit(&limits, to: DescriptorLimit.raise(), log: log)
        return limits
    }

    private var siteSettings: SiteSettings {
        SiteSettings(
            assets: settings.assets, uploads: settings.uploads, publicURL: settings.publicURL,
            maxUpload: settings.maxUpload, trustedProxies: settings.trustedProxies)
    }

    private func warn() {
        if settings.isUnencrypted {
            log.warning("passwords travel unencrypted: put a proxy with TLS in front and set ROOST_PUBLIC_URL to https")
        }
    }
}

extension Settings {
    /// Whether what people send can be read on its way.
    var isUnencrypted: Bool {
        publicURL.scheme == "http" && !["localhost", "127.0.0.1", "::1"].contains(publicURL.host())
    }
}
