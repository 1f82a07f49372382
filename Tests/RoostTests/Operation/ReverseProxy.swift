import PathKit
import TestSupport
import Testing

/// A proxy with TLS in front of a site.
protocol ReverseProxy: Sendable {
    var site: ServedSite { get }
    /// Where its certificate is.
    var folder: Path { get }
    var port: Int { get }
    /// Trusts the certificate and finds the site's name at the proxy.
    var curl: Curl { get }
}

extension ReverseProxy {
    var address: String { "https://roost.test:\(port)" }

    /// Makes the administrator's account.
    @discardableResult
    func signUp() async throws -> Curl.Reply {
        // A site with a public address gives its administrator a link.
        let path = try await site.daemon.hear(/(\/join\/[A-Za-z0-9_-]{43})\n/)
        return try await curl.post(address + path, ["username": "ada", "password": ServedSite.password])
    }

    /// The line of `roost check` about the proxy.
    func check() async throws -> Substring {
        let outcome = try await ChildProcess(
            program: try BuiltProgram.roost,
            arguments: [
                "check", "--database", "roost.sqlite", "--uploads", "uploads", "--url",
                "https://127.0.0.1:\(port)/rooms", "--certificates", (folder + "certificate.pem").string,
            ], folder: site.folder.string
        ).outcome()
        let lines = outcome.output.split(separator: "\n")
        return try #require(lines.first { $0.contains("proxy ") }, "\(outcome.errors)")
    }
}
