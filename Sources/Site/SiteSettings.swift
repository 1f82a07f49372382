import Foundation
import IPAddresses

/// What an operator may set about the site.
public struct SiteSettings: Sendable {
    /// The folder that holds `Templates` and `Static`.
    public var assets: String
    /// The folder of uploaded pictures.
    public var uploads: String
    /// The address under which people reach the site.
    public var publicURL: URL
    /// The most an uploaded picture may have, in bytes.
    public var maxUpload: Int
    /// The proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: [Network]
    /// Whether templates and static files are read again whenever they are needed, for work on them.
    public var reloadsTemplates: Bool
    public var now: @Sendable () -> Date

    public init(
        assets: String, uploads: String, publicURL: URL, maxUpload: Int = 5 * 1024 * 1024,
        trustedProxies: [Network] = [], reloadsTemplates: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.assets = assets
        self.uploads = uploads
        self.publicURL = publicURL
        self.maxUpload = maxUpload
        self.trustedProxies = trustedProxies
        self.reloadsTemplates = reloadsTemplates
        self.now = now
    }

    var isSecure: Bool { publicURL.scheme == "https" }

    /// As browsers write it in the `Origin` header.
    var origin: String {
        let port = publicURL.port.map { ":\($0)" } ?? ""
        return "\(publicURL.scheme ?? "http")://\(publicURL.host() ?? "localhost")\(port)"
    }
}
