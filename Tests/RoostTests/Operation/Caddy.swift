import Foundation
import PathKit
import Testing

/// Caddy with `deploy/Caddyfile`, of which only the name, the port and the certificate are replaced, in front of a site.
struct Caddy: ReverseProxy {
    static let isInstalled = ["caddy", "openssl", "curl"].allSatisfy { ChildProcess.find($0) != nil }

    private let root: String
    let site: ServedSite
    private let daemon: Daemon
    let port: Int

    var folder: Path { Path(root) }

    /// Trusts the site's certificate and finds its name at Caddy.
    var curl: Curl {
        Curl(
            folder: root,
            options: [
                "--cacert", (folder + "certificate.pem").string, "--resolve", "roost.test:\(port):127.0.0.1",
            ])
    }

    /// Runs both for as long as `body` takes.
    static func run(_ body: (Caddy) async throws -> Void) async throws {
        let port = try Nginx.freePorts(1)[0]
        let flags = ["--public-url", "https://roost.test:\(port)", "--trusted-proxies", "127.0.0.1"]
        try await ServedSite.run(flags) { site in
            let folder = site.folder + "caddy"
            try folder.mkpath()
            try await Nginx.makeCertificate(in: folder)
            try (folder + "Caddyfile").write(configuration(port, of: site))
            let daemon = try await Daemon(
                ChildProcess(
                    program: try #require(ChildProcess.find("caddy")), arguments: ["run"], folder: folder.string,
                    environment: ["HOME": folder.string, "PATH": "/usr/bin:/bin"]),
                log: folder + "caddy.log")
            let caddy = Caddy(root: folder.string, site: site, daemon: daemon, port: port)
            let result = await ServedSite.outcome {
                try await caddy.waitUntilListening()
                try await body(caddy)
            }
            await daemon.stop()
            try result.get()
        }
    }

    private func waitUntilListening() async throws {
        while (try? await curl.get("\(address)/healthz")) == nil {
            guard daemon.isRunning else { throw Daemon.Failure(description: "Caddy ended: \(daemon.said)") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func configuration(_ port: Int, of site: ServedSite) throws -> String {
        let root = Path(#filePath).parent().parent().parent().parent()
        var text: String = try (root + "deploy/Caddyfile").read()
        // `roost check` finds no name that only curl is told of.
        let names = "https://roost.test:\(port), https://127.0.0.1:\(port)"
        let certificate = "\(names) {\n\tbind 127.0.0.1\n\ttls certificate.pem key.pem"
        for (part, other) in [
            ("\nroost.example.org {", "\n" + certificate), ("127.0.0.1:8080", "127.0.0.1:\(site.port)"),
        ] {
            try #require(text.contains(part), "\(part) is not in deploy/Caddyfile")
            text = text.replacing(part, with: other)
        }
        return "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text
    }
}
