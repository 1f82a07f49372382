import Accounts
import Conversation
import Foundation
import IPAddresses
import Live
import Media
import Site
import TestSupport
import Transport

/// What a test may ask of its site.
struct SiteOptions: Sendable {
    var publicURL = "http://roost.test:8080"
    var maxUpload = 64 * 1024
    var maxAttachment = 64 * 1024
    var virusScanner: (any VirusScanner)?
    var trustedProxies: [Network] = []
    var corsOrigins: Set<String> = []
    var webhookNetworks: [Network] = []
    /// The folders of the programs that pictures are made with.
    var programs = "/usr/local/bin:/usr/bin:/bin"
    var assets = Assets.embedded
    /// What the operator calls the site; nil for nothing of their own.
    var branding: Branding?
    var timeZone: TimeZoneName?
    var signUp = SignUpRules()
    /// How many password hashes may wait for the one that is made.
    var hashingDepth = 1000
    var conversationLimits = ConversationLimits()
    var liveLimits = LiveLimits()

    static let secure = SiteOptions(publicURL: "https://roost.test")

    /// A site that is reached over connections.
    static let served = SiteOptions(server: .reactor)

    /// Connection limits.
    var limits = ConnectionLimits.patient
    /// The server in front of the site; none, if nil: most tests are about the site. `ROOST_TEST_SERVER` names one for
    /// all of them.
    var server = ProcessInfo.processInfo.environment["ROOST_TEST_SERVER"].flatMap(ServerKind.init)

    private static let embedded = Result { try SiteTemplates(.embedded) }

    /// The program's own templates, which all sites share; nil for a folder, which is read anew.
    var templates: SiteTemplates? {
        get throws {
            guard case .embedded = assets, branding == nil else { return nil }
            return try Self.embedded.get()
        }
    }

    /// The root of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path(percentEncoded: false)
}
