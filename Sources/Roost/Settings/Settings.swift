import Accounts
import Conversation
import Foundation
import IPAddresses
import Logging
import Site
import Transport

/// The checked settings of the site.
struct Settings: Sendable {
    var host: IPAddress
    var port: UInt16
    var database: String
    var uploads: String
    var publicURL: URL
    var branding: Branding
    /// The zone of people who have chosen none; nil for UTC.
    var timeZone: TimeZoneName?
    /// Who may make an account on a site that has people.
    var signUp: SignUpPolicy
    /// Seconds without use after which a remembered session ends.
    var sessionTTL: TimeInterval
    /// Bytes.
    var maxUpload: Int
    /// How long processing a picture may take, in seconds.
    var pictureTimeout: Int
    var trustedProxies: [Network]
    /// Origins whose pages may read what the API answers.
    var corsOrigins: Set<String>
    /// Networks that are not public and that webhooks may reach all the same.
    var webhookNetworks: [Network]
    /// Where metrics are served; nil if they are off.
    var metrics: ListenAddress?
    var server: ServerKind
    var connectionLimits: ConnectionLimits
    var conversation: ConversationLimits
    var files: FileSettings
    var logLevel: Logger.Level
    var logFormat: LogFormat
    /// Nil if it is kept in a file.
    var secret: Secret?
    var assets: Assets
    /// Passwords that nobody may use; nil without a list.
    var breachedPasswords: BreachedPasswords?

    /// Everything that is wrong with the settings, one line each.
    struct Mistakes: Error, Equatable, CustomStringConvertible {
        let lines: [String]
        var description: String { lines.joined(separator: "\n") }
    }

    /// Takes each setting from `flags`, or else from `environment`, or else from `file`, or else uses its default.
    ///
    /// - Throws: ``Mistakes``, with all of them.
    init(
        flags: [SettingName: String], environment: [String: String], file: SettingsFile? = nil,
        reloadsTemplates: Bool = false
    ) throws(Mistakes) {
        var reader = SettingsReader(flags: flags, environment: environment, file: file)
        host = reader.read(.host, default: "127.0.0.1", as: "an IP address", SettingValue.address)
        port = reader.read(.port, default: "8080", as: "a port number from 0 to 65535") { UInt16($0) }
        database = reader.read(.database, default: "roost.sqlite", as: "a file name", SettingValue.text)
        uploads = reader.read(.uploads, default: "uploads", as: "a folder name", SettingValue.text)
        publicURL = reader.read(
            .publicURL, default: "http://localhost:\(port)",
            as: "an address like https://roost.example.org, without a path",
            SettingValue.publicURL)
        branding = reader.readBranding()
        timeZone = reader.readTimeZone()
        signUp = reader.read(.signUp, default: "open", as: "open, invited or closed") {
            SignUpPolicy(rawValue: $0.lowercased())
        }
        sessionTTL = reader.read(
            .sessionTTL, default: "30d", as: "a time like 30d, 12h or 45m, from 5m to 400d", SettingValue.sessionTTL)
        maxUpload = reader.read(
            .maxUpload, default: "20MB", as: "a size like 20MB or 500KB, from 1KB to 100MB", SettingValue.maxUpload)
        pictureTimeout = reader.read(
            .pictureTimeout, default: "10s", as: "a time like 10s or 1m, from 1s to 1h", SettingValue.timeout)
        trustedProxies = reader.read(
            .trustedProxies, default: "", as: "addresses or networks like 127.0.0.1, 10.0.0.0/8",
            SettingValue.networks)
        corsOrigins = reader.read(
            .corsOrigins, default: "", as: "origins like https://app.example.org, separated by commas",
            SettingValue.origins)
        webhookNetworks = reader.read(
            .webhookNetworks, default: "", as: "addresses or networks like 127.0.0.1, 10.0.0.0/8",
            SettingValue.networks)
        metrics = reader.read(
            .metrics, default: "", as: "an address and a port like 127.0.0.1:9180", SettingValue.socketName)
        server = reader.read(.server, default: "reactor", as: "reactor or flyingfox") { ServerKind(rawValue: $0) }
        connectionLimits = reader.readConnectionLimits()
        if !trustedProxies.isEmpty { connectionLimits.connectionsPerAddress = nil }
        conversation = reader.readConversation()
        files = reader.readFiles()
        logLevel = reader.read(.logLevel, default: "info", as: "a level like info or debug") {
            Logger.Level(rawValue: $0.lowercased())
        }
        logFormat = reader.read(.logFormat, default: "text", as: "text or json") {
            LogFormat(rawValue: $0.lowercased())
        }
        secret = reader.readSecret()
        assets = reader.readAssets(reloads: reloadsTemplates)
        breachedPasswords = reader.read(
            .breachedPasswords, default: "", as: "a readable file of sorted SHA-1 hashes, one per line",
            SettingValue.breachedPasswords)
        guard reader.mistakes.isEmpty else { throw Mistakes(lines: reader.mistakes) }
    }
}
