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
    /// A socket that listens already, if there is one.
    private let socket: Int32?

    /// Opens the database and upgrades it if needed.
    init(_ chosen: Settings) throws {
        var settings = chosen
        socket = try Systemd.takeSocket(for: settings.server) ?? FreePort.take(for: &settings)
        self.settings = settings
        log = settings.logFormat.logger(level: settings.logLevel)
        isNew = !Path(settings.database).exists
        try SecretCheck.require(settings)
        database = try Database(path: settings.database)
        if let copy = database.copyBeforeUpgrade {
            log.notice("upgraded the database and kept a copy of the old one", metadata: ["copy": "\(copy)"])
        }
        accounts = Accounts(
            database: database,
            hasher: PasswordHasher(queue: Self.hashingQueue, refusing: settings.breachedPasswords),
            secret: try settings.secret ?? SecretFile(for: settings.database).secret(),
            lifetime: SessionLifetime(remembered: settings.sessionTTL),
            signUp: SignUpRules(policy: settings.signUp, firstNeedsLink: !settings.isOfThisMachine))
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
            at: ListenAddress(settings.host, port: settings.port), from: .port, on: settings.server, limits,
            for: handlers, inherited: socket, log: log)
        let metrics = try await metricsListener(of: site, over: listener.pool)
        warn()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await accounts.maintain(log: log)
                return false
            }
            group.addTask {
                await conversation.maintain(log: log)
                return false
            }
            group.addTask {
                await site.maintain()
                await site.removeFiles()
                return false
            }
            group.addTask {
                await IdleMemory.maintain()
                return false
            }
            group.addTask {
                await site.followRooms()
                return false
            }
            group.addTask {
                await site.tellWebhooks()
                return false
            }
            for listener in [listener, metrics].compactMap(\.self) {
                group.addTask {
                    try await listener.run()
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

    private func stopOnSignal(
        _ listener: Listener, _ metrics: Listener?, ready: @escaping @Sendable (UInt16) -> Void
    ) async throws {
        if let metrics, let address = settings.metrics?.address {
            let port = try await metrics.pool.waitUntilListening()
            log.notice("metrics", metadata: ["address": "\(address)", "port": .stringConvertible(port)])
        }
        let port = try await listener.pool.waitUntilListening()
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

    private func metricsListener(of site: Site, over pool: any ServerPool) async throws -> Listener? {
        guard let name = settings.metrics else { return nil }
        let sources = MetricsSources(
            site: site, accounts: accounts, conversation: conversation, database: database, pool: pool, start: start)
        return try await MetricsListener(at: name, log: log) { await sources.report().text }.listener
    }

    private var connectionLimits: ConnectionLimits {
        var limits = settings.connectionLimits
        DescriptorLimit.fit(&limits, to: DescriptorLimit.raise(), log: log)
        return limits
    }

    private func siteSettings(for limits: ConnectionLimits) -> SiteSettings {
        var site = SiteSettings(
            assets: settings.assets, uploads: settings.uploads, publicURL: settings.publicURL,
            maxUpload: settings.maxUpload, trustedProxies: settings.trustedProxies)
        site.branding = settings.branding
        site.branding.offersSignUp = settings.signUp == .open
        site.timeZone = settings.timeZone
        site.corsOrigins = settings.corsOrigins
        site.webhookNetworks = settings.webhookNetworks
        site.imageLimits.time = .seconds(settings.pictureTimeout)
        site.maxAttachment = settings.files.limit
        site.liveLimits = LiveLimits(connections: limits.connections)
        site.virusScanner = settings.files.clamd.map { (ClamdScanner(at: $0), settings.files.requiresScan) }
        return site
    }

    private func warn() {
        if !Sandbox.restrictsReading {
            log.warning("the kernel has no Landlock: a compromised picture decoder could read the site's files")
        }
        if settings.isUnencrypted {
            log.warning("passwords are sent unencrypted: use a proxy with TLS, and set ROOST_PUBLIC_URL to https")
        }
        if settings.trustsNoProxy {
            log.warning(
                """
                the public address is https, and no proxy is trusted: everybody seems to come from the proxy's address. \
                Set ROOST_TRUSTED_PROXIES to it
                """)
        }
        if isNew {
            log.notice(
                "made a new site",
                metadata: [
                    "database": "\(Path(settings.database).absolute())",
                    "uploads": "\(Path(settings.uploads).absolute())",
                ])
        }
    }

    /// What to say at the start of a site without people: how its administrator is made. Nothing for other sites.
    func firstSteps() async throws -> [String] {
        switch try await accounts.invitations.signUpState() {
        case .first:
            return [
                "Whoever signs up first becomes the administrator: \(settings.publicURL.appending(path: "signup").absoluteString)"
            ]
        case .awaitsAdministrator:
            guard let token = try await accounts.invitations.inviteAdministrator() else { return [] }
            return [
                "This site has no administrator yet. Make the account with this link, which works once:",
                token.invitationAddress(at: settings.publicURL),
            ]
        case .open, .invited, .closed: return []
        }
    }

    /// Reads all templates before a database of an earlier version is changed, which a faulty one would otherwise leave
    /// to this version alone.
    ///
    /// - Throws: what is wrong with a template.
    static func checkTemplates(_ settings: Settings) async throws {
        guard Path(settings.database).exists, let file = try? DatabaseFile(reading: settings.database) else { return }
        let schema = try? file.schema()
        try file.close()
        guard schema == .older else { return }
        try await DemoFolder.with { folder in
            let database = try Database(path: (folder + "roost.sqlite").string)
            let hasher = PasswordHasher(queue: WorkQueue(label: "roost.check", width: 1, depth: 1))
            guard let secret = Secret(systemRandom(Secret.minimumLength)) else { return }
            let site = SiteSettings(
                assets: settings.assets, uploads: (folder + "uploads").string, publicURL: settings.publicURL)
            _ = try await Site(
                site, accounts: Accounts(database: database, hasher: hasher, secret: secret),
                conversation: Conversation(database: database, limits: settings.conversation),
                log: Logger(label: "roost.check") { _ in SwiftLogNoOpLogHandler() })
            try database.close()
        }
    }
}

extension Settings {
    private static let localHosts = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Whether people use the site on the machine that it runs on.
    var isOfThisMachine: Bool { Self.localHosts.contains(publicURL.host() ?? "") }

    /// Whether others can read what people send.
    var isUnencrypted: Bool { publicURL.scheme == "http" && !isOfThisMachine }

    /// Whether a proxy stands in front, as only one can do TLS, that is not believed.
    var trustsNoProxy: Bool { publicURL.scheme == "https" && trustedProxies.isEmpty }
}
