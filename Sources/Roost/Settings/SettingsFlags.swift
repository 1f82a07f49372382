import ArgumentParser

/// Every setting as a flag. Without the flag, the value comes from the environment (`ROOST_` and the flag's name in
/// capitals), or else from the settings file, or else is the default.
struct SettingsFlags: ParsableArguments, SettingsSource {
    @OptionGroup var site: SiteFlags

    @Option(help: "The address to listen on; 0.0.0.0 or :: for all (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on; 0 picks a free one (default: 8080).")
    var port: String?

    @Option(help: "How long a remembered session lasts without use; others last 24h (default: 30d).")
    var sessionTTL: String?

    @OptionGroup(title: "What the site is called")
    var branding: BrandingFlags

    @Option(help: "The largest picture that can be uploaded (default: 20MB).")
    var maxUpload: String?

    @Option(help: "How long processing a picture may take; slow machines need more (default: 10s).")
    var pictureTimeout: String?

    @Option(
        help: """
            Proxies whose X-Forwarded-For and -Proto are trusted: addresses or networks, separated by commas (default: \
            none).
            """)
    var trustedProxies: String?

    @Option(
        help: "Origins whose pages may use the API, as https://app.example.org, separated by commas (default: none).")
    var corsOrigins: String?

    @Option(
        help: """
            Networks that are not public and that outgoing webhooks may reach, also by http: addresses or networks, \
            separated by commas (default: none).
            """)
    var webhookNetworks: String?

    @Option(help: "Address and port for Prometheus metrics, e.g. 127.0.0.1:9180 (default: off).")
    var metrics: String?

    @Option(
        help: """
            reactor, or flyingfox for FlyingFox's own sockets, without limits and deadlines, for use behind a strict \
            proxy only (default: reactor).
            """)
    var server: String?

    @OptionGroup(title: "Connection limits")
    var connections: ConnectionFlags

    @Option(help: "trace, debug, info, notice, warning, error or critical (default: info).")
    var logLevel: String?

    @Option(help: "text or json (default: text).")
    var logFormat: String?

    @Option(
        help: """
            At least 32 random characters that sign cookies and encrypt two-factor keys. Better set in the environment \
            (default: created once, in a file next to the database that ends in .key).
            """)
    var secret: String?

    @Option(
        help: """
            A file of passwords from data breaches, which nobody may use: their SHA-1 hashes, sorted, one per line \
            (default: none).
            """)
    var breachedPasswords: String?

    @OptionGroup(title: "Conversation")
    var conversation: ConversationFlags

    @OptionGroup(title: "Files of messages")
    var files: FileFlags

    @Option(help: "A folder with Templates and Static to use instead of those in the program (default: none).")
    var assets: String?

    @Flag(help: "Read Templates and Static from --assets, or the current folder, again for every page.")
    var reloadTemplates = false

    var config: String? { site.config }

    var byName: [SettingName: String] {
        let flags: [SettingName: String?] = [
            .host: host, .port: port, .sessionTTL: sessionTTL, .maxUpload: maxUpload, .trustedProxies: trustedProxies,
            .logLevel: logLevel,
            .logFormat: logFormat, .secret: secret, .assets: assets, .metrics: metrics,
            .corsOrigins: corsOrigins, .webhookNetworks: webhookNetworks, .server: server,
            .pictureTimeout: pictureTimeout,
            .breachedPasswords: breachedPasswords,
        ]
        let groups = [branding.byName, connections.byName, conversation.byName, files.byName]
        return groups.reduce(flags) { $0.merging($1) { flag, _ in flag } }.compactMapValues(\.self)
            .merging(site.byName) { flag, _ in flag }
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
    case name = "NAME"
    case contact = "CONTACT"
    case links = "LINKS"
    case frontText = "FRONT_TEXT"
    case logo = "LOGO"
    case accent = "ACCENT"
    case timeZone = "TIME_ZONE"
    case signUp = "SIGN_UP"
    case pictureTimeout = "PICTURE_TIMEOUT"
    case trustedProxies = "TRUSTED_PROXIES"
    case corsOrigins = "CORS_ORIGINS"
    case webhookNetworks = "WEBHOOK_NETWORKS"
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
    case retention = "RETENTION"
    case messageBurst = "MESSAGE_BURST"
    case messageRate = "MESSAGE_RATE"
    case roomsPerPerson = "ROOMS_PER_PERSON"
    case maxAttachment = "MAX_ATTACHMENT"
    case quotaPerPerson = "QUOTA_PER_PERSON"
    case quota = "QUOTA"
    case clamd = "CLAMD"
    case clamdRequired = "CLAMD_REQUIRED"
    case assets = "ASSETS"
    case breachedPasswords = "BREACHED_PASSWORDS"

    var inEnvironment: String { "ROOST_" + rawValue }

    var asFlag: String { "--" + rawValue.lowercased().replacing("_", with: "-") }
}
