import Accounts
import Conversation
import Foundation
import Live
import Logging
import Media
import PathKit
import Site
import Storage
import Transport
import WorkQueue

/// A running site: puts its parts together as the settings say, starts and stops them.
struct Application: Sendable {
    let settings: Settings
    let database: Database
    let accounts: Accounts
    let conversation: Conversation
    let log: Logger
    private let start = Date()
    /// Whether there was no database.
    let isNew: Bool
    /// Whether anything had been uploaded.
    let hadUploads: Bool
    /// A socket that listens already, if there is one.
    private let socket: Int32?

    /// Opens the database and upgrades it if needed.
    init(_ chosen: Settings) throws {
        // What reads the log may end before the site does.
        signal(SIGPIPE, SIG_IGN)
        var settings = chosen
        socket = try Systemd.takeSocket(for: settings.server) ?? settings.takeFreePort()
        // What systemd listens on counts, whatever the settings say.
        if let address = socket.flatMap(ListenAddress.init(of:)) { settings.host = address.address }
        self.settings = settings
        log = settings.logFormat.logger(level: settings.logLevel)
        // An empty file is what a first start leaves that ended at once.
        isNew = (FileAccess.size(settings.database) ?? 0) == 0
        hadUploads = try UploadsFolder.firstUpload(in: Path(settings.uploads).absolute()) != nil
        try SecretCheck.require(settings)
        database = try Database(path: settings.database)
        if let copy = database.copyBeforeUpgrade {
            log.notice("upgraded the database and kept a copy of the old one", metadata: ["copy": "\(copy)"])
        }
        accounts = Accounts(
            database: database,
            hasher: PasswordHasher(queue: Self.hashingQueue, refusing: settings.breachedPasswords),
            secret: try settings.secret ?? SecretFile(for: settings.database).secret(),
            lifetime: SessionLifetime(remembered: settings.sessionTTL), signUp: settings.signUpRules)
        conversation = Conversation(database: database, limits: settings.conversation)
    }

    /// At most half of the cores hash passwords, so that pages are still served. A sign-in that would wait for more than
    /// about ten seconds is refused instead.
    static var hashingQueue: WorkQueue {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)
        return WorkQueue(label: "roost.passwords", width: width, depth: width * 50)
    }

    /// Serves until a signal asks to stop, then finishes the requests in progress.
    func run(ready: @escaping @Sendable (UInt16) -> Void = { _ in }) async throws {
        let limits = connectionLimits
        let site = try await Site(siteSettings(for: limits), accounts: accounts, conversation: conversation, log: log)
        let handlers = SiteHandlers(respond: site.respond) { await site.refuse($0, status: $1.status) }
        let listener = try await Listener(
            at: ListenAddress(settings.host, port: settings.port), on: settings.server, limits, for: handlers,
            inherited: socket, log: log)
        let metrics = try await metricsListener(of: site, over: listener)
        warn()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for job in backgroundJobs(of: site) {
                group.addTask {
                    await job()
                    return false
                }
            }
            for (listener, setting) in [(listener, SettingName.port), (metrics, .metrics)] {
                group.addTask {
                    do { try await listener?.run() } catch let error as CannotListen {
                        throw ListenFailure(error, from: setting)
                    }
                    return false
                }
            }
            group.addTask {
                try await stopOnSignal(listener, metrics, ready: ready)
                return true
            }
            while let isStopped = try await group.next() {
                if isStopped { group.cancelAll() }
            }
        }
        try database.close()
        log.notice("stopped")
    }

    /// What runs beside the requests, until it is cancelled.
    private func backgroundJobs(of site: Site) -> [@Sendable () async -> Void] {
        [
            { await accounts.maintain(log: log) },
            { await conversation.maintain(log: log) },
            {
                await site.maintain()
                await site.removeDeletedFiles()
            },
            { await IdleMemory.maintain() },
            { await site.publishRooms() },
            { await site.deliverWebhooks() },
        ]
    }

    private func stopOnSignal(
        _ listener: Listener, _ metrics: Listener?, ready: @escaping @Sendable (UInt16) -> Void
    ) async throws {
        if let metrics, let address = settings.metrics?.address {
            let port = try await metrics.waitUntilListening()
            log.notice("metrics", metadata: ["address": "\(address)", "port": .stringConvertible(port)])
        }
        let port = try await listener.waitUntilListening()
        log.notice("listening", metadata: ["address": "\(settings.host)", "port": .stringConvertible(port)])
        ready(port)
        Systemd.tell("READY=1")
        await ShutdownSignal.first()
        log.notice("stopping")
        Systemd.tell("STOPPING=1")
        await listener.stop(within: Self.gracePeriod)
        await metrics?.stop(within: .zero)
    }

    /// How long requests in progress may take to finish.
    static let gracePeriod: Duration = .seconds(10)

    private func metricsListener(of site: Site, over listener: Listener) async throws -> Listener? {
        guard let name = settings.metrics else { return nil }
        let sources = MetricsSources(
            site: site, accounts: accounts, conversation: conversation, database: database, listener: listener,
            start: start)
        return try await MetricsListener(at: name, log: log) { await sources.report().text }.listener
    }
}
