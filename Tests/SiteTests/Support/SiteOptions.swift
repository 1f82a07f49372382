import Foundation
import IPAddresses
import Site
import Transport

/// What a test may ask of its site.
struct SiteOptions: Sendable {
    var publicURL = "http://roost.test:8080"
    var maxUpload = 64 * 1024
    var trustedProxies: [Network] = []
    var assets = Assets.embedded
    /// How many password hashes may wait for the one that is made.
    var hashingDepth = 1000

    static let secure = SiteOptions(publicURL: "https://roost.test")

    /// What a connection may take, as the program sets it.
    var limits: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.requestBytes = UInt64(maxUpload + 64 * 1024)
        if !trustedProxies.isEmpty { limits.connectionsPerAddress = nil }
        return limits
    }

    /// The root of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path(percentEncoded: false)
}
