import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct SameOriginTests {
    struct Sender: CustomTestStringConvertible, Sendable {
        var site: String?
        var origin: String?
        var host: String?

        init(site: String? = nil, origin: String? = nil, host: String? = nil) {
            self.site = site
            self.origin = origin
            self.host = host
        }

        var headers: [String: String] {
            var headers: [String: String] = [:]
            headers["Sec-Fetch-Site"] = site
            headers["Origin"] = origin
            headers["Host"] = host
            return headers
        }

        var testDescription: String { "\(headers)" }
    }

    static let own = "http://roost.test:8080"

    static let trusted = [
        Sender(site: "same-origin"), Sender(site: "none"), Sender(site: "same-origin", origin: own),
        Sender(site: "same-origin", origin: "null"), Sender(site: "same-origin", origin: "http://evil.example"),
        Sender(site: "none", origin: own), Sender(origin: own), Sender(),
        Sender(origin: own, host: "127.0.0.1:9000"), Sender(origin: "http://127.0.0.1:9000", host: "127.0.0.1:9000"),
        Sender(origin: "http://LAN.example", host: "lan.example"), Sender(origin: "http://[::1]:80", host: "[::1]:80"),
    ]

    static let refused = [
        Sender(site: "cross-site"), Sender(site: "same-site"), Sender(site: ""), Sender(site: "Same-Origin"),
        Sender(site: "same-origin, cross-site"), Sender(site: "garbage"), Sender(site: "cross-site", origin: own),
        Sender(site: "same-site", origin: own), Sender(origin: "null"), Sender(origin: ""),
        Sender(origin: "http://evil.example"), Sender(origin: "http://roost.test"),
        Sender(origin: "http://roost.test:8081"), Sender(origin: "http://roost.test:8080.evil.example"),
        Sender(origin: "http://roost.test:8080@evil.example"), Sender(origin: "http://evil.example/#roost.test:8080"),
        Sender(origin: "http://evil.roost.test:8080"), Sender(origin: "roost.test:8080"), Sender(origin: "http://"),
        Sender(origin: "http://127.0.0.1:9000", host: "127.0.0.1:9001"), Sender(origin: "http://lan", host: "lan:81"),
    ]

    private func rename(_ site: TestSite, _ browser: Browser, _ sender: Sender) async throws -> Reply {
        browser.sendsOrigin = false
        return try await browser.post("/profile/nickname", [("nickname", "Renamed")], headers: sender.headers)
    }

    @Test(arguments: trusted)
    func `a post of this site is taken`(sender: Sender) async throws {
        try await withSite { site in
            let browser = try await site.member()
            #expect(try await rename(site, browser, sender).status == 303)
            #expect(try await browser.get("/dashboard").document.first("h1")?.text == "Hello, Renamed")
        }
    }

    @Test(arguments: refused)
    func `a post of another site is refused and changes nothing`(sender: Sender) async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await rename(site, browser, sender)
            #expect(reply.status == 403)
            #expect(reply.document.first("h1")?.text == "This came from another site")
            #expect(try await browser.get("/dashboard").document.first("h1")?.text == "Hello, alice")
        }
    }

    @Test func `no post of the table takes one from another site`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for route in try site.routes() where route.method == .post {
                let path = route.path()
                let reply = try await browser.post(path, headers: ["Sec-Fetch-Site": "cross-site"])
                #expect(reply.status == 403, "\(path)")
            }
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `reading is allowed from everywhere`() async throws {
        try await withSite { site in
            for method in ["GET", "HEAD", "OPTIONS"] {
                let headers = ["Sec-Fetch-Site": "cross-site", "Origin": "http://evil.example"]
                #expect(try await site.request(method, "/login", headers).status == 200, "\(method)")
            }
            try await site.member().get("/dashboard")
        }
    }

    @Test func `behind HTTPS the public address is the origin`() async throws {
        try await withSite(.secure) { site in
            let browser = try await site.member()
            let own = Sender(origin: "https://roost.test", host: "127.0.0.1:8080")
            #expect(try await rename(site, browser, own).status == 303)
            let other = Sender(origin: "https://evil.example", host: "127.0.0.1:8080")
            #expect(try await rename(site, browser, other).status == 403)
        }
    }

    @Test func `whatever stands in an origin and a host, the request is answered`() async throws {
        try await withSite { site in
            let hosts =
                (UInt8(0x21)...0x7E).map { "x\(UnicodeScalar($0))" } + ["x:99999999999999999999", "[", "[::", "%zz"]
            for host in hosts {
                for sender in ["http://\(host)", host, "\(host)://x", "http://x:\(host)", "http://\(host)@x"] {
                    let request = IncomingRequest(
                        method: .post, path: "/logout", fields: RequestFields([(.origin, sender), (.host, host)]))
                    let status = await site.inner.respond(to: request).status
                    #expect([.seeOther, .forbidden].contains(status), "\(sender)")
                }
            }
        }
    }

    @Test func `the log says once a minute which address people use`() async throws {
        try await withSite { site in
            for _ in 0..<3 {
                let headers = ["Origin": "http://other.test", "Content-Type": "application/x-www-form-urlencoded"]
                #expect(try await site.request("POST", "/login", headers).status == 403)
            }
            let warnings = site.log.entries(from: .warning)
            #expect(warnings.count == 1)
            #expect(warnings.first?.metadata["origin"] == "http://other.test")
            #expect(warnings.first?.metadata["public_url"] == site.options.publicURL)
            site.clock.advance(by: 60)
            _ = try await site.request("POST", "/login", ["Origin": "http://other.test"])
            #expect(site.log.entries(from: .warning).count == 2)
        }
    }
}
