import ArgumentParser

/// Every setting as a flag. What is not given comes from the environment (`ROOST_` and the flag's name in capitals),
/// then from the default.
struct SettingsFlags: ParsableArguments {
    @Option(help: "The address to listen on: 127.0.0.1, or 0.0.0.0 or :: for all.")
    var host: String?

    @Option(help: "The port to listen on: 8080. 0 for a free one.")
    var port: String?

    @Option(help: "The SQLite file: roost.sqlite.")
    var database: String?

    @Option(help: "The folder of uploaded pictures: uploads.")
    var uploads: String?

    @Option(help: "The address under which people reach the site: http://localhost:8080.")
    var publicURL: String?

    @Option(help: "How long a remembered session lasts without use: 30d. Others last 24h.")
    var sessionTTL: String?

    @Option(help: "The largest picture: 5MB.")
    var maxUpload: String?

    @Option(help: "How long making a picture may take: 10s. Slow machines need more.")
    var pictureTimeout: String?

    @Option(help: "Proxies whose X-Forwarded-For and -Proto are believed: addresses or networks, with commas between.")
    var trustedProxies: String?

    @Option(help: "An address and port that tell a collector like Prometheus how the site does: 127.0.0.1:9180. None.")
    var metrics: String?

    @Option(
        help: """
            reactor, or flyingfox for FlyingFox's own sockets, without limits and deadlines: only behind a strict proxy \
            (default: reactor).
            """)
    var server: String?

    @OptionGroup(title: "What a connection may take")
    var connections: ConnectionFlags

    @Option(help: "trace, debug, info, notice, warning, error or critical: info.")
    var logLevel: String?

    @Option(help: "text or json: text.")
    var logFormat: String?

    @Option(
        help: """
            At least 32 random characters that sign what browsers keep; better set in the environment. By default made \
            once and kept in a file beside the database, named like it with .key.
            """)
    var secret: String?

    @Option(
        help: """
            A file of passwords that were in data breaches, which nobody may set: their SHA-1 hashes in order, a line \
            each. None.
            """)
    var breachedPasswords: String?

    @Option(help: "A folder with Templates and Static to use in place of those in the program.")
    var assets: String?

    @Flag(help: "Read Templates and Static from --assets, or the current folder, again at every page.")
    var reloadTemplates = false

    /// The flags by the names of their settings.
    var byName: [SettingName: String] {
        let flags: [SettingName: String?] = [
            .host: host, .port: port, .database: database, .uploads: uploads, .publicURL: publicURL,
            .sessionTTL: sessionTTL, .maxUpload: maxUpload, .trustedProxies: trustedProxies, .logLevel: logLevel,
            .logFormat: logFormat, .secret: secret, .assets: assets, .metrics: metrics,
            .server: server, .pictureTimeout: pictureTimeout, .breachedPasswords: breachedPasswords,
        ]
        return flags.merging(connections.byName) { flag, _ in flag }.compactMapValues(\.self)
    }
}

/// The names of the settings, as in the environment without `ROOST_`.
enum SettingName: String, CaseIterable {
    case host = "HOST"
    case port = "PORT"
    case database = "DATABASE"
    case uploads = "UPLOADS"
    case publicURL = "PUBLIC_URL"
    case sessionTTL = "SESSION_TTL"
    case maxUpload = "MAX_UPLOAD"
    case pictureTimeout = "PICTURE_TIMEOUT"
    case trustedProxies = "TRUSTED_PROXIES"
    case metrics = "METRICS"
    case server = "SERVER"
    case headTimeout = "HEAD_TIMEOUT"
    case idleTimeout = "IDLE_TIMEOUT"
    case bodyTimeout = "BODY_TIMEOUT"
    case bodyRate = "BODY_RATE"
    case answerTimeout = "ANSWER_TIMEOUT"
    case answerRate = "ANSWER_RATE"
    case maxConnections = "MAX_CONNECTIONS"
    case maxConnectionsPerAddress = "MAX_CONNECTIONS_PER_ADDRESS"
    case maxRequests = "MAX_REQUESTS"
    case maxWaiting = "MAX_WAITING"
    case logLevel = "LOG_LEVEL"
    case logFormat = "LOG_FORMAT"
    case secret = "SECRET"
    case assets = "ASSETS"
    case breachedPasswords = "BREACHED_PASSWORDS"

    var inEnvironment: String { "ROOST_" + rawValue }

    var asFlag: String { "--" + rawValue.lowercased().replacing("_", with: "-") }
}
