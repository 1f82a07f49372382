import Foundation
import IPAddresses
import Site
import TestSupport
import Transport

/// What a test may ask of its site.
struct SiteOptions: Sendable {
    var publicURL = "http://roost.test:8080"
    var maxUpload = 64 * 1024
    var trustedProxies: [Network] = []
    /// The folders of the programs that pictures are made with.
    var programs = "/usr/local/bin:/usr/bin:/bin"
    var assets = Assets.embedded
    /// How many password hashes may wait for the one that is made.
    var hashingDepth = 1000

    static let secure = SiteOptions(publicURL: "https://roost.test")

    /// What a connection may take.
    var limits = ConnectionLimits.patient
    var server = ServerKind.reactor

    /// The sockets for a site.
    func pool(for site: Site) throws -> any ServerPool {
        let handlers = SiteHandlers(answer: site.answer) { await site.refuse($0, status: $1.status) }
        return try makeServerPool(server, limits, for: handlers)
    }

    /// The root of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path(percentEncoded: false)
}
