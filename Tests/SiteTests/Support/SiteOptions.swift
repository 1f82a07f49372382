import Foundation
import IPAddresses
import Site

/// What a test may ask of its site.
struct SiteOptions: Sendable {
    var publicURL = "http://roost.test:8080"
    var maxUpload = 64 * 1024
    var trustedProxies: [Network] = []
    var assets = Assets.embedded
    /// How many password hashes may wait for the one that is made.
    var hashingDepth = 1000

    static let secure = SiteOptions(publicURL: "https://roost.test")

    /// The root of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path(percentEncoded: false)
}
