import Accounts
import Conversation
import Foundation
import HTTP
import IPAddresses
import Logging
import Media
import PathKit
import Site
import Storage
import Synchronization
import TestSupport
import Testing
import Transport
import WorkQueue

/// A site with a database and a folder of its own. It is asked in memory, unless its options name a server.
final class TestSite: DatabaseFixture {
    /// 2 November 2026, 09:30:00 UTC
    static let start = Date(timeIntervalSince1970: 1_793_611_800)

    let options: SiteOptions
    private let way: Way
    /// The site itself.
    let inner: Site
    let accounts: Accounts
    let conversation: Conversation
    let database: Storage.Database
    /// The queue that hashes passwords: one at a time.
    let hashing: WorkQueue
    let clock: TestClock
    let log: CapturedLog
    private let folder: String
    private let isDatabaseLost = Mutex(false)

    /// How requests get to it.
    private enum Way: Sendable {
        case inProcess(InProcess)
        case port(UInt16)
    }

    private init(_ options: SiteOptions, _ parts: Parts, _ inner: Site, _ way: Way) {
        self.options = options
        self.way = way
        self.inner = inner
        accounts = parts.accounts
        conversation = parts.conversation
        database = parts.database
        hashing = parts.hashing
        clock = parts.clock
        log = parts.log
        folder = parts.folder
    }

    var path: String { folder + "/roost.sqlite" }

    var uploads: Path { Path(folder) + "uploads" }

    /// The names of the files in the folder of uploads.
    var storedFiles: [String] {
        get throws { try uploads.children().filter(\.isFile).map(\.lastComponent).sorted() }
    }

    /// What is left of uploads that were not kept.
    var incoming: [String] {
        get throws { try (uploads + "incoming").children().map(\.lastComponent) }
    }

    /// The host as browsers send it.
    var host: String { String(options.publicURL.drop { $0 != ":" }.dropFirst(3)) }

    /// Takes the database away from under the site.
    func loseDatabase() throws {
        isDatabaseLost.withLock { $0 = true }
        try database.close()
    }

    private func closeDatabase() throws {
        if !isDatabaseLost.withLock({ $0 }) { try database.close() }
    }

    /// Opens another site on the same database and folder, as a restart does, and lets it look after itself.
    func openAgain() async throws {
        var settings = SiteSettings(uploads: uploads.string, publicURL: try #require(URL(string: options.publicURL)))
        settings.imageLimits = .patient
        settings.launcher = try BuiltProgram.sandboxLauncher
        try await Site(settings, accounts: accounts, conversation: conversation, log: log.logger).maintain()
    }

    /// A connection to a site that is served.
    func connect() async throws -> RawConnection {
        guard case .port(let port) = way else { throw RawConnection.Failure("the site is not served") }
        return try await RawConnection.open(port: port)
    }

    /// Sends one request and reads one response, on a connection of its own where there are connections.
    func exchange(_ bytes: [UInt8], method: String) async throws -> Reply {
        switch way {
        case .inProcess(let site):
            let response = try await site.respond(to: bytes)
            guard let (reply, length) = try Reply.parse(response, method: method), length == response.count else {
                throw RawConnection.Failure("not a response")
            }
            return reply
        case .port:
            let connection = try await connect()
            async let sent: Void = connection.send(bytes)
            let reply = try await connection.readReply(to: method)
            try await sent
            return reply
        }
    }

    /// The response to a request, before its body has been read.
    func open(_ request: WireRequest) async -> OutgoingResponse {
        await InProcess(site: inner).respond(request.bytes(host: host))
    }

    /// What stands before a server is listening.
    fileprivate struct Parts {
        let folder: String
        let database: Storage.Database
        let hashing: WorkQueue
        let accounts: Accounts
        let conversation: Conversation
        let clock = TestClock(at: TestSite.start)
        let log = CapturedLog()

        init(_ options: SiteOptions) throws {
            let path = Path.temporary + "roost-\(UUID().uuidString)"
            try path.mkpath()
            folder = path.string
            database = try .new(at: (path + "roost.sqlite").string)
            hashing = WorkQueue(label: "passwords", width: 1, depth: options.hashingDepth)
            let parameters = ScryptParameters(logN: 4, r: 8, p: 1)
            accounts = Accounts(
                database: database, hasher: PasswordHasher(parameters: parameters, queue: hashing),
                secret: try #require(Secret(systemRandom(Secret.minimumLength))), signUp: options.signUp,
                now: { [clock] in clock.now })
            conversation = Conversation(
                database: database, limits: options.conversationLimits, now: { [clock] in clock.now })
        }

        func settings(_ options: SiteOptions) throws -> SiteSettings {
            var settings = SiteSettings(
                assets: options.assets, uploads: folder + "/uploads",
                publicURL: try #require(URL(string: options.publicURL)), maxUpload: options.maxUpload,
                programs: options.programs, trustedProxies: options.trustedProxies, now: { [clock] in clock.now })
            settings.branding = options.branding ?? Branding()
            settings.timeZone = options.timeZone
            settings.maxAttachment = options.maxAttachment
            settings.corsOrigins = options.corsOrigins
            settings.webhookNetworks = options.webhookNetworks
            settings.liveLimits = options.liveLimits
            settings.virusScanner = options.virusScanner.map { ($0, true) }
            settings.imageLimits = .patient
            settings.launcher = try BuiltProgram.sandboxLauncher
            return settings
        }
    }

    private static let gate = Gate(width: 10)

    /// Makes a site for as long as `body` takes; nothing of it is left behind.
    static func run(_ options: SiteOptions, _ body: (TestSite) async throws -> Void) async throws {
        await gate.enter()
        defer { gate.leave() }
        let parts = try Parts(options)
        defer { try? Path(parts.folder).delete() }
        let site = try await Site(
            try parts.settings(options), accounts: parts.accounts, conversation: parts.conversation,
            templates: try options.templates, log: parts.log.logger)
        guard let server = options.server else {
            let test = TestSite(options, parts, site, .inProcess(InProcess(site: site)))
            let result = await outcome { try await body(test) }
            try test.closeDatabase()
            return try result.get()
        }
        try await serve(site, on: server, options, parts, body)
    }

    /// Serves it on a port that the system chooses.
    private static func serve(
        _ site: Site, on kind: ServerKind, _ options: SiteOptions, _ parts: Parts,
        _ body: (TestSite) async throws -> Void
    ) async throws {
        let handlers = SiteHandlers(respond: site.respond) { await site.refuse($0, status: $1.status) }
        let listener = try await Listener(
            at: ListenAddress(.loopback, port: 0), on: kind, options.limits, for: handlers, log: parts.log.logger)
        let running = Task { try await listener.run() }
        var started: TestSite?
        let result = await outcome {
            let site = TestSite(options, parts, site, .port(try await listener.waitUntilListening()))
            started = site
            try await body(site)
        }
        await listener.stop(within: .milliseconds(100))
        _ = await running.result
        try started?.closeDatabase()
        try result.get()
    }

    private static func outcome(_ body: () async throws -> Void) async -> Result<Void, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}

extension ImageLimits {
    /// Waits for as long as a busy machine takes.
    static var patient: ImageLimits {
        var limits = ImageLimits()
        limits.time = .seconds(600)
        return limits
    }
}

/// Starts a site, hands it to `body`, and stops and removes it whatever happens.
func withSite(_ options: SiteOptions = SiteOptions(), _ body: (TestSite) async throws -> Void) async throws {
    try await TestSite.run(options, body)
}
