import Testing

@testable import SiteTestSupport

@Suite struct PathTests {
    static let nowhere = [
        "/nowhere", "/dashboard/", "//dashboard", "/./dashboard", "/%64ashboard", "/DASHBOARD",
        "/dashboard%2e", "/dashboard.html", "/static", "/static/", "/static/none.css", "/static/../Package.swift",
        "/static/..%2fPackage.swift", "/static/%2e%2e/Package.swift", "/static/roost.0000000000000000.css",
        "/static/.hidden", "/static//roost.css", "/static/roost.css/", "/avatars/", "/avatars/../roost.sqlite",
        "/avatars/..%2froost.sqlite", "/avatars/incoming", "/avatars/x.png", "/avatars/%2e%2e%2froost.sqlite",
        "/avatars/00000000000000000000000000000000.png", "/avatars/00000000000000000000000000000000.svg",
        "/avatars/0000000000000000000000000000000G.png", "/avatars/00000000000000000000000000000000.PNG",
        "/sessions/1", "/sessions//revoke", "/profile/avatar/", "/login/x", "/healthz/",
        "/profile/../dashboard", "/dashboard%2f", "/dashboard%3Fx", "/%C3%A9", "/\\dashboard", "/dashboard;x",
    ]

    @Test func `every path has one spelling`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in Self.nowhere {
                let reply = try await browser.get(path, follow: false)
                #expect(reply.status == 404, "\(path)")
                #expect(reply.document.first("h1")?.text == "Page not found", "\(path)")
            }
        }
    }

    @Test(arguments: ["/dashboard%00", "*", "http://a@roost.test/", "/é", "/%0d%0a"])
    func `a target that is no path is no request`(target: String) async throws {
        try await withSite { site in
            let reply = try await site.member().get(target, follow: false)
            #expect(reply.status == 400)
            #expect(reply.document.first("h1")?.text == "That could not be read")
        }
    }

    @Test func `an unknown path is a designed page`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/nowhere")
            #expect(reply["Content-Type"] == "text/html; charset=utf-8")
            #expect(reply.document.first("title")?.text == "Page not found · Roost")
            #expect(reply.document.all("a").contains { $0["href"] == "/" && $0.text == "Go to the front page" })
            let signedIn = try await site.member().get("/nowhere").document
            #expect(signedIn.all("a").contains { $0["href"] == "/dashboard" && $0.text == "Go to your dashboard" })
        }
    }

    @Test func `health and readiness answer plainly`() async throws {
        try await withSite { site in
            let (health, ready) = (try await site.request("GET", "/healthz"), try await site.request("GET", "/readyz"))
            #expect(health.status == 200 && health.text == "ok\n")
            #expect(ready.status == 200 && ready.text == "ready\n")
        }
    }

    @Test func `every link and picture of every page leads somewhere`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for visitor in [browser, Browser(site)] {
                for path in [
                    "/", "/login", "/signup", "/dashboard", "/profile", "/profile/delete", "/profile/two-factor",
                    "/nowhere",
                ] {
                    let page = try await visitor.get(path).document
                    let links = page.root.descendants.compactMap { $0["href"] ?? $0["src"] }
                    for link in Set(links) where link.hasPrefix("/") {
                        #expect(try await visitor.get(link).status == 200, "\(link) on \(path)")
                    }
                    #expect(!links.contains { $0.contains("//") }, "\(path)")
                }
            }
        }
    }

    @Test func `a fingerprinted asset is kept for good`() async throws {
        try await withSite { site in
            let page = try await site.request("GET", "/").document
            let path = try #require(page.all("link").first { $0["rel"] == "stylesheet" }?["href"])
            let reply = try await site.request("GET", path)
            #expect(reply["Content-Type"] == "text/css; charset=utf-8")
            #expect(reply["Cache-Control"] == "public, max-age=31536000, immutable")
            let tag = try #require(reply["ETag"])
            #expect(try await site.request("GET", path, ["If-None-Match": tag]).status == 304)
            let plain = try await site.request("GET", "/static/roost.css")
            #expect(plain.body == reply.body)
            #expect(plain["Cache-Control"] == "no-cache")
        }
    }
}
