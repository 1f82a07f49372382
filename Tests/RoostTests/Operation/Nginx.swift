import Foundation
import PathKit
import Testing

@testable import Roost

/// nginx with `deploy/nginx.conf`, of which only names, ports and paths are replaced, in front of a site.
struct Nginx: ReverseProxy {
    static let isInstalled = ["nginx", "openssl", "curl"].allSatisfy { ChildProcess.find($0) != nil }

    static let protocolToSite = "proxy_http_version 1.1;"

    private let root: String
    let daemon: Daemon
    let site: ServedSite
    let plainPort: Int
    let port: Int

    /// Trusts the site's certificate and finds its name at nginx; speaks HTTP/2 when it can.
    var curl: Curl {
        Curl(
            folder: root,
            options: [
                "--cacert", (folder + "certificate.pem").string, "--resolve", "roost.test:\(port):127.0.0.1",
                "--resolve", "roost.test:\(plainPort):127.0.0.1",
            ])
    }

    var folder: Path { Path(root) }

    /// Runs both for as long as `body` takes.
    ///
    /// nginx binds its ports itself, so another process may take one after it was found to be free. Then others are
    /// tried: `body` has not begun by then.
    ///
    /// - Parameter lines: stand in place of those that choose the protocol to the site.
    static func run(with lines: String = protocolToSite, _ body: (Nginx) async throws -> Void) async throws {
        for _ in 1..<10 {
            do {
                return try await runOnce(lines, body)
            } catch is PortTaken {}
        }
        try await runOnce(lines, body)
    }

    private struct PortTaken: Error {}

    private static func runOnce(_ lines: String, _ body: (Nginx) async throws -> Void) async throws {
        let socket = try LoopbackSocket()
        try socket.listen()
        let ports = try freePorts(2) + [socket.port]
        try await ServedSite.run(flags(ports[1]), on: socket) { try await run(around: $0, ports, lines, body) }
    }

    private static func flags(_ port: Int) -> [String] {
        ["--metrics", "127.0.0.1:0", "--public-url", "https://roost.test:\(port)", "--trusted-proxies", "127.0.0.1"]
    }

    /// Stops the site and starts a new one on the same socket.
    func restart() async throws -> Daemon {
        await site.daemon.stop()
        return try await ServedSite.start(in: site.folder, on: try #require(site.socket).handle, Self.flags(port))
    }

    private static func run(
        around site: ServedSite, _ ports: [Int], _ lines: String, _ body: (Nginx) async throws -> Void
    ) async throws {
        let folder = site.folder + "nginx"
        try folder.mkpath()
        try await makeCertificate(in: folder)
        for (name, text) in try configuration(ports, lines, in: folder) { try (folder + name).write(text) }
        let daemon = try await Daemon(
            ChildProcess(
                program: try #require(ChildProcess.find("nginx")),
                arguments: arguments(folder) + ["-g", "daemon off;"],
                folder: folder.string),
            log: folder + "nginx.log")
        let nginx = Nginx(root: folder.string, daemon: daemon, site: site, plainPort: ports[0], port: ports[1])
        let result = await ServedSite.outcome {
            try await nginx.waitUntilListening()
            try await body(nginx)
        }
        await daemon.stop()
        try result.get()
    }

    private static func arguments(_ folder: Path) -> [String] {
        ["-p", folder.string, "-c", "main.conf", "-e", "error.log"]
    }

    /// `nginx -s reload`.
    func reload() async throws {
        let outcome = try await ChildProcess(
            program: try #require(ChildProcess.find("nginx")), arguments: Self.arguments(folder) + ["-s", "reload"],
            folder: root
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    private func waitUntilListening() async throws {
        while (try? await curl.get("\(address)/healthz")) == nil {
            guard daemon.isRunning else {
                if daemon.said.contains("Address already in use") { throw PortTaken() }
                throw Daemon.Failure(description: "nginx ended: \(daemon.said)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// For `roost.test`, signed by itself.
    static func makeCertificate(in folder: Path) async throws {
        let outcome = try await ChildProcess(
            program: try #require(ChildProcess.find("openssl")),
            arguments: [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=roost.test", "-addext", "subjectAltName=DNS:roost.test,IP:127.0.0.1", "-keyout",
                "key.pem", "-out",
                "certificate.pem",
            ], folder: folder.string
        ).outcome()
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// The files of a whole nginx: what stands around the site's in Debian, and the site's.
    private static func configuration(_ ports: [Int], _ lines: String, in folder: Path) throws -> [(String, String)] {
        let root = Path(#filePath).parent().parent().parent().parent()
        var site: String = try (root + "deploy/nginx.conf").read()
        let replacements = [
            ("https://roost.example.org$", "https://roost.test:\(ports[1])$"), ("roost.example.org", "roost.test"),
            ("listen 80;", "listen 127.0.0.1:\(ports[0]);"), ("listen [::]:80;", ""),
            ("listen 443 ", "listen 127.0.0.1:\(ports[1]) "), ("listen [::]:443 ssl http2;", ""),
            ("127.0.0.1:8080", "127.0.0.1:\(ports[2])"), ("/etc/ssl/roost/fullchain.pem", "certificate.pem"),
            ("/etc/ssl/roost/privkey.pem", "key.pem"), ("/var/log/nginx/", ""),
            (protocolToSite, lines),
        ]
        for (text, other) in replacements {
            try #require(site.contains(text), "\(text) is not in deploy/nginx.conf")
            site = site.replacing(text, with: other)
        }
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \($0);" }
        let main = """
            worker_processes 2;
            pid nginx.pid;
            events { worker_connections 256; }
            http { \(paths.joined(separator: " ")) include site.conf; }
            """
        return [("site.conf", site), ("main.conf", main)]
    }

    /// Free ports below those that the system gives to clients (32768 and up): one of the many clients of the tests that
    /// run meanwhile could take such a port before nginx has it.
    static func freePorts(_ count: Int) throws -> [Int] {
        var sockets: [LoopbackSocket] = []
        for _ in 0..<1000 where sockets.count < count {
            if let socket = try? LoopbackSocket(port: .random(in: 20_000..<32_000)) { sockets.append(socket) }
        }
        try #require(sockets.count == count, "there are no free ports")
        return sockets.map(\.port)
    }
}

extension Nginx {
    /// Sends request after request while `body` runs and for a while after, and says of which there was no good answer.
    func lostRequests(while body: () async throws -> Void) async throws -> [String] {
        let end = EndFlag()
        async let requests = sendRequests(until: end)
        let result = await ServedSite.outcome { try await body() }
        end.set()
        let lost = await requests
        try result.get()
        return lost
    }
    /// The last ones are sent when it is over.
    private func sendRequests(until end: EndFlag) async -> [String] {
        var (lost, rest) = ([String](), 10)
        while rest > 0 {
            if end.isSet { rest -= 1 }
            do {
                let reply = try await curl.get("\(address)/login")
                if reply.status != 200 { lost.append("\(reply.status)") }
            } catch {
                lost.append("\(error)")
            }
        }
        return lost
    }
}
