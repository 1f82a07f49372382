import Accounts
import Foundation
import IPAddresses
import Live
import Media

/// What an operator can set for the site.
public struct SiteSettings: Sendable {
    public var assets: Assets
    /// The folder of uploaded pictures.
    public var uploads: String
    /// The address under which people reach the site.
    public var publicURL: URL
    public var branding = Branding()
    /// The zone of people who have chosen none; nil for UTC.
    public var timeZone: TimeZoneName?
    /// The most an uploaded picture may have, in bytes.
    public var maxUpload: Int
    /// The most a file of a message may have, in bytes.
    public var maxAttachment = 25 * 1024 * 1024
    /// What scans the files of messages, and whether files are refused that it could not scan; nil for none.
    public var virusScanner: (scanner: any VirusScanner, isRequired: Bool)?
    /// The folders to search for the programs that make pictures, separated by colons.
    public var programs: String
    /// The roost binary, which starts the program that makes a picture.
    public var launcher = Sandbox.ownProgram
    /// What making images of an upload may cost.
    public var imageLimits = ImageLimits()
    /// The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    public var trustedProxies: [Network]
    /// Origins whose pages may read what the API answers.
    public var corsOrigins: Set<String> = []
    /// Networks that are not public and that webhooks may reach all the same.
    public var webhookNetworks: [Network] = []
    /// Limits for streams of messages.
    public var liveLimits = LiveLimits()
    public var now: @Sendable () -> Date

    public init(
        assets: Assets = .embedded, uploads: String, publicURL: URL, maxUpload: Int = 20 * 1024 * 1024,
        programs: String = ImageTool.defaultPath,
        trustedProxies: [Network] = [], now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.assets = assets
        self.uploads = uploads
        self.publicURL = publicURL
        self.maxUpload = maxUpload
        self.programs = programs
        self.trustedProxies = trustedProxies
        self.now = now
    }

    var isSecure: Bool { publicURL.scheme == "https" }

    /// Tells this site from others, for example in an authenticator app.
    var name: String { branding.givenName ?? publicURL.host() ?? "Roost" }

    var origin: String { publicURL.origin }
}

extension URL {
    /// The origin as browsers write it in the `Origin` header: the host in lower case, an IPv6 address in brackets, and
    /// no port if it is the scheme's default.
    var origin: String { "\(scheme ?? "http")://\(authority)" }

    /// The host and port of the origin.
    var authority: String {
        let host = (host() ?? "localhost").lowercased()
        let bracketed = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        guard let port, port != (scheme == "https" ? 443 : 80) else { return bracketed }
        return "\(bracketed):\(port)"
    }
}
