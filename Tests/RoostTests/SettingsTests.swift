import Accounts
import Conversation
import Foundation
import IPAddresses
import Logging
import PathKit
import TestSupport
import Testing
import Transport

@testable import Roost

struct SettingsTests {
    @Test func `the defaults are those of the contract`() throws {
        let settings = try Settings.read()
        #expect(settings.host == IPAddress("127.0.0.1"))
        #expect(settings.port == 8080)
        #expect(settings.database == "roost.sqlite")
        #expect(settings.uploads == "uploads")
        #expect(settings.publicURL.absoluteString == "http://localhost:8080")
        #expect(settings.sessionTTL == 30 * 86_400)
        #expect(settings.maxUpload == 20 * 1024 * 1024)
        #expect(settings.pictureTimeout == 10)
        #expect(settings.trustedProxies.isEmpty)
        #expect(settings.logLevel == .info)
        #expect(settings.logFormat == .text)
        #expect(settings.secret == nil)
        #expect(settings.metrics == nil)
        #expect(settings.breachedPasswords == nil)
        #expect(settings.connectionLimits == ConnectionLimits())
        #expect(settings.conversation == ConversationLimits())
        #expect(settings.files == FileSettings(limit: 25 * 1024 * 1024, clamd: nil, requiresScan: true))
        #expect(settings.conversation.bytesPerPerson == 1024 * 1024 * 1024)
        #expect(settings.conversation.bytesOfFiles == 20 * 1024 * 1024 * 1024)
    }

    @Test func `messages can be kept forever, and no shorter than a day`() throws {
        #expect(try Settings.read(environment: ["ROOST_RETENTION": "Forever"]).conversation.retentionDays == nil)
        for wrong in ["0d", "3651d", "12h", "365", "never"] {
            let mistakes = Settings.mistakes(environment: ["ROOST_RETENTION": wrong])
            let reason = "is not a time like 365d, from 1d to 3650d, or forever."
            #expect(mistakes == ["ROOST_RETENTION: \"\(wrong)\" \(reason)"])
        }
    }

    private static var changedLimits: ConnectionLimits {
        var limits = ConnectionLimits()
        (limits.head, limits.idle) = (.seconds(11), .seconds(120))
        (limits.body, limits.bodyRate) = (.seconds(12), 2048)
        (limits.answer, limits.answerRate) = (.seconds(31), 3072)
        // All come from the proxies.
        (limits.connections, limits.connectionsPerAddress) = (500, nil)
        (limits.requests, limits.waitingRequests) = (20, 30)
        return limits
    }

    @Test func `connections are limited for each address where there is no proxy`() throws {
        let limits = try Settings.read(environment: ["ROOST_MAX_CONNECTIONS_PER_ADDRESS": "50"]).connectionLimits
        #expect(limits.connectionsPerAddress == 50)
    }

    @Test func `the environment goes before the default`() throws {
        #expect(try Settings.read(environment: ["ROOST_PORT": "9000"]).port == 9000)
    }

    @Test func `a flag goes before the environment`() throws {
        #expect(try Settings.read(flags: [.port: "9001"], environment: ["ROOST_PORT": "9000"]).port == 9001)
    }

    @Test func `an empty variable is one that is not set`() throws {
        #expect(try Settings.read(environment: ["ROOST_DATABASE": ""]).database == "roost.sqlite")
    }

    @Test func `variables of others do not matter`() throws {
        #expect(Settings.mistakes(environment: ["ROOSTER": "1", "PORT": "x", "roost_port": "x"]).isEmpty)
    }

    @Test func `the public address has the port that was given`() throws {
        #expect(try Settings.read(flags: [.port: "9000"]).publicURL.absoluteString == "http://localhost:9000")
    }

    @Test func `every setting is read from the environment under its name`() throws {
        let settings = try Settings.read(environment: [
            "ROOST_HOST": "::", "ROOST_PORT": "0", "ROOST_DATABASE": "/srv/site.db", "ROOST_UPLOADS": "/srv/pictures",
            "ROOST_PUBLIC_URL": "https://roost.example.org", "ROOST_SESSION_TTL": "12h", "ROOST_MAX_UPLOAD": "500KB",
            "ROOST_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8", "ROOST_LOG_LEVEL": "debug", "ROOST_LOG_FORMAT": "json",
            "ROOST_SECRET": String(repeating: "s", count: 32), "ROOST_HEAD_TIMEOUT": "11s", "ROOST_IDLE_TIMEOUT": "2m",
            "ROOST_BODY_TIMEOUT": "12s", "ROOST_BODY_RATE": "2KB", "ROOST_ANSWER_TIMEOUT": "31s",
            "ROOST_ANSWER_RATE": "3KB", "ROOST_MAX_CONNECTIONS": "500", "ROOST_MAX_CONNECTIONS_PER_ADDRESS": "50",
            "ROOST_MAX_REQUESTS": "20", "ROOST_MAX_WAITING": "30", "ROOST_METRICS": "[::1]:9180",
            "ROOST_PICTURE_TIMEOUT": "1m", "ROOST_RETENTION": "90d", "ROOST_MESSAGE_BURST": "20",
            "ROOST_MESSAGE_RATE": "30", "ROOST_ROOMS_PER_PERSON": "5", "ROOST_MAX_ATTACHMENT": "1GB",
            "ROOST_QUOTA_PER_PERSON": "500MB", "ROOST_QUOTA": "Unlimited", "ROOST_CLAMD": "unix:/run/clamav/clamd.ctl",
            "ROOST_CLAMD_REQUIRED": "no", "ROOST_CORS_ORIGINS": "https://app.example.org, http://localhost:3000",
            "ROOST_WEBHOOK_NETWORKS": "10.1.0.0/16",
        ])
        #expect(settings.host == IPAddress("::"))
        #expect(settings.port == 0)
        #expect(settings.database == "/srv/site.db")
        #expect(settings.uploads == "/srv/pictures")
        #expect(settings.publicURL.absoluteString == "https://roost.example.org")
        #expect(settings.sessionTTL == 43_200)
        #expect(settings.maxUpload == 512_000)
        #expect(settings.pictureTimeout == 60)
        #expect(settings.conversation.retentionDays == 90)
        let limits = settings.conversation
        #expect(limits.messageBurst == 20 && limits.messagesPerSecond == 0.5 && limits.roomsPerPerson == 5)
        #expect(limits.bytesPerPerson == 500 * 1024 * 1024 && limits.bytesOfFiles == nil)
        #expect(
            settings.files
                == FileSettings(limit: 1 << 30, clamd: .unix(path: "/run/clamav/clamd.ctl"), requiresScan: false))
        #expect(settings.trustedProxies == ["127.0.0.1", "10.0.0.0/8"].compactMap { Network($0) })
        #expect(settings.webhookNetworks == [Network("10.1.0.0/16")])
        #expect(settings.corsOrigins == ["https://app.example.org", "http://localhost:3000"])
        #expect(settings.connectionLimits == Self.changedLimits)
        #expect(settings.metrics == IPAddress("::1").map { ListenAddress($0, port: 9180) })
        #expect(settings.logLevel == .debug)
        #expect(settings.logFormat == .json)
        #expect(settings.secret != nil)
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `localhost is the address of this machine`(text: String) throws {
        #expect(try Settings.read(flags: [.host: text]).host == IPAddress("127.0.0.1"))
    }

    @Test(arguments: SettingName.allCases)
    func `every setting is a flag`(name: SettingName) throws {
        let flags = try SettingsFlags.parse([name.asFlag, "given"])
        #expect(flags.byName == [name: "given"])
    }

    @Test func `templates are read again when asked for`() throws {
        #expect(try SettingsFlags.parse(["--reload-templates"]).reloadTemplates)
        #expect(try !SettingsFlags.parse([]).reloadTemplates)
    }

    @Test func `templates and style are those in the program`() throws {
        guard case .embedded = try Settings.read().assets else {
            Issue.record("a folder")
            return
        }
    }

    @Test func `a folder with templates and style is used in their place`() throws {
        try withTemporaryFolder { folder in
            for name in ["Templates", "Static"] { try (folder + name).mkpath() }
            guard
                case .folder(folder.string, reloads: false) = try Settings.read(flags: [.assets: folder.string]).assets
            else {
                Issue.record("not the folder")
                return
            }
        }
    }
}
