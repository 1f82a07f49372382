import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct HeaderTests {
    private static let everywhere = [
        "Content-Security-Policy":
            "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin", "Cache-Control": "no-store", "Date": "Mon, 02 Nov 2026 09:30:00 GMT",
    ]

    /// One answer of every status that the site gives.
    private func answers(_ site: TestSite) async throws -> [Int: Reply] {
        let form = "application/x-www-form-urlencoded"
        let cookie = "session_token=" + String(repeating: "A", count: 43)
        var all = [
            200: try await site.request("GET", "/login"), 303: try await site.request("GET", "/dashboard"),
            400: try await site.post("/login", "a=%"), 404: try await site.request("GET", "/nowhere"),
            403: try await site.request("POST", "/login", ["Sec-Fetch-Site": "cross-site", "Content-Type": form]),
            405: try await site.request("PUT", "/login"), 415: try await site.post("/login", "x", type: "text/plain"),
            413: try await site.post("/login", [UInt8](repeating: 0x61, count: 70_000)),
            422: try await site.post("/login", "username=a"),
        ]
        for _ in 0..<5 { all[429] = try await site.post("/login", "username=bob&password=x") }
        all[429] = try await site.post("/login", "username=bob&password=x")
        try site.loseDatabase()
        all[500] = try await site.request("GET", "/dashboard", ["Cookie": cookie])
        all[503] = try await site.request("GET", "/readyz")
        return all
    }

    @Test func `every answer is protected`() async throws {
        try await withSite { site in
            for (status, reply) in try await answers(site) {
                #expect(reply.status == status)
                for (name, value) in Self.everywhere { #expect(reply[name] == value, "\(status) \(name)") }
                #expect(reply["Permissions-Policy"]?.contains("camera=()") == true, "\(status)")
                #expect(reply["Strict-Transport-Security"] == nil, "\(status)")
                #expect(reply["X-Request-ID"]?.wholeMatch(of: /[0-9a-f]{16}/) != nil, "\(status)")
            }
        }
    }

    @Test func `every route is protected`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for route in try site.routes() {
                let path = route.path(id: "9", file: "none")
                let reply = try await browser.exchange(WireRequest(method: route.method.rawValue, path: path))
                #expect(reply["X-Content-Type-Options"] == "nosniff", "\(route.pattern)")
                let (own, ancestors) = route.frameRole.isFramed ? ("SAMEORIGIN", "'self'") : ("DENY", "'none'")
                #expect(reply["X-Frame-Options"] == own, "\(route.pattern)")
                let policy = try #require(reply["Content-Security-Policy"])
                #expect(policy.hasPrefix("default-src 'none'"), "\(route.pattern)")
                #expect(policy.hasSuffix("frame-ancestors \(ancestors)"), "\(route.pattern)")
            }
        }
    }

    @Test func `behind HTTPS browsers are told to stay there`() async throws {
        try await withSite(.secure) { site in
            for (status, reply) in try await answers(site) {
                #expect(
                    reply["Strict-Transport-Security"] == "max-age=63072000", "\(status)")
            }
        }
    }

    @Test func `behind HTTPS cookies are bound to the host`() async throws {
        try await withSite(.secure) { site in
            let browser = Browser(site)
            let reply = try await browser.signUp("alice", follow: false)
            #expect(reply.all("Set-Cookie").count == 3)
            for cookie in reply.all("Set-Cookie") {
                #expect(cookie.hasPrefix("__Host-"))
                #expect(cookie.contains("; Path=/; HttpOnly; SameSite=Lax"))
                #expect(cookie.hasSuffix("; Secure"))
                #expect(!cookie.contains("Domain"))
            }
            #expect(try await browser.isSignedIn())
            browser.cookies["session_token"] = browser.sessionToken
            browser.cookies["__Host-session_token"] = nil
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test func `without HTTPS cookies are plain`() async throws {
        try await withSite { site in
            let reply = try await Browser(site).signUp("alice", follow: false)
            let names = reply.all("Set-Cookie").map { $0.prefix { $0 != "=" } }
            #expect(Set(names) == ["session_token", "known_device", "flash"])
            for cookie in reply.all("Set-Cookie") {
                #expect(cookie.contains("; Path=/; HttpOnly; SameSite=Lax"))
                #expect(!cookie.contains("Secure"))
            }
        }
    }

    @Test func `no page has a script a style or another site`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in ["/dashboard", "/profile", "/profile/delete", "/nowhere"] {
                try expectNothingForeign(try await browser.get(path))
            }
            for path in ["/", "/login", "/signup"] { try expectNothingForeign(try await Browser(site).get(path)) }
        }
    }

    private func expectNothingForeign(_ reply: Reply) throws {
        for element in reply.document.root.descendants {
            #expect(element.name != "script" && element.name != "style" && element.name != "iframe")
            #expect(!element.attributes.keys.contains { $0 == "style" || $0.hasPrefix("on") })
            #expect(element["src"]?.hasPrefix("/") ?? true)
            #expect(element["action"].map { $0.hasPrefix("/") && !$0.hasPrefix("//") } ?? true)
        }
    }

    @Test func `a request's ID is in the header, on the page and in the log`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/nowhere")
            let id = try #require(reply["X-Request-ID"])
            #expect(reply.document.first("code")?.text == id)
            #expect(try await site.log.requests(count: 1).first?.metadata["request"] == id)
            #expect(try await site.request("GET", "/nowhere")["X-Request-ID"] != id)
        }
    }

    @Test(arguments: ["/reset/", "/join/", "/feeds/", "/hooks/"])
    func `a secret address is never a referrer, whatever the answer`(prefix: String) async throws {
        try await withSite { site in
            let path = prefix + String(repeating: "A", count: 43)
            for reply in [
                try await site.request("GET", path), try await site.request("PUT", path),
                try await site.post(path, "a=%"),
                try await site.request("GET", path + "/more"),
                try await site.post(path, [UInt8](repeating: 0x61, count: 70_000)),
            ] { #expect(reply["Referrer-Policy"] == "strict-origin", "\(reply.status)") }
        }
    }
}
