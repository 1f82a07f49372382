import Accounts
import Live
import Site
import Transport

extension Application {
    var connectionLimits: ConnectionLimits {
        var limits = settings.connectionLimits
        DescriptorLimit.fit(&limits, to: DescriptorLimit.raise(), log: log)
        return limits
    }

    func siteSettings(for limits: ConnectionLimits) -> SiteSettings {
        var site = SiteSettings(
            assets: settings.assets, uploads: settings.uploads, publicURL: settings.publicURL,
            maxUpload: settings.maxUpload, trustedProxies: settings.trustedProxies)
        site.branding = settings.branding
        site.branding.offersSignUp = settings.signUp == .open
        site.timeZone = settings.timeZone
        site.corsOrigins = settings.corsOrigins
        site.webhookNetworks = settings.webhookNetworks
        site.imageLimits.time = .seconds(settings.pictureTimeout)
        site.maxAttachment = settings.files.limit
        site.liveLimits = LiveLimits(connections: limits.connections)
        site.virusScanner = settings.files.clamd.map { (ClamdScanner(at: $0), settings.files.requiresScan) }
        return site
    }
}

extension Settings {
    var signUpRules: SignUpRules {
        SignUpRules(policy: signUp, first: !isOfThisMachine ? .linkHolder : isReachable ? .thisMachine : .anyone)
    }

    private static let localHosts = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Whether people use the site on the machine that it runs on.
    var isOfThisMachine: Bool { Self.localHosts.contains(publicURL.host() ?? "") }

    /// Whether others can reach the site without a proxy on this machine.
    var isReachable: Bool { !host.isLoopback }

    /// Whether others can read what people send.
    var isUnencrypted: Bool { publicURL.scheme == "http" && (!isOfThisMachine || isReachable) }

    /// Whether a proxy stands in front, as only one can do TLS, that is not believed.
    var trustsNoProxy: Bool { publicURL.scheme == "https" && trustedProxies.isEmpty }
}
