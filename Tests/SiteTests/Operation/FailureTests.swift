import PathKit
import Testing

@testable import SiteTestSupport

@Suite struct FailureTests {
    /// The page of a fault of ours, and its line in the log.
    private func expectExplained(_ reply: Reply, status: Int, _ site: TestSite) throws {
        #expect(reply.status == status)
        let id = try #require(reply["X-Request-ID"])
        #expect(reply.document.first("code")?.text == id)
        let errors = site.log.entries(from: .error)
        #expect(errors.count == 1)
        #expect(errors.first?.metadata["request"] == id)
        #expect(errors.first?.metadata["error"]?.isEmpty == false)
    }

    @Test func `a missing database is a page and a log line`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try site.loseDatabase()
            // What dashboards show may be in memory.
            let reply = try await browser.get("/activity")
            try expectExplained(reply, status: 500, site)
            #expect(reply.document.first("h1")?.text == "Something went wrong")
            #expect(!reply.text.lowercased().contains("sqlite"))
            #expect(try await site.request("GET", "/").status == 200)
        }
    }

    @Test func `without its database the site is up but not ready`() async throws {
        try await withSite { site in
            try site.loseDatabase()
            #expect(try await site.request("GET", "/healthz").status == 200)
            let ready = try await site.request("GET", "/readyz")
            #expect(ready.status == 503 && ready.text == "not ready\n")
        }
    }

    @Test func `a missing folder is a page and a log line`() async throws {
        try await withSite { site in
            let (browser, incoming) = (try await site.member(), site.uploads + "incoming")
            try incoming.delete()
            try incoming.write("in the way")
            try expectExplained(try await browser.upload(try Picture.png.bytes), status: 500, site)
            #expect(try site.storedFiles == ["incoming"])
            try incoming.delete()
            try incoming.mkdir()
            #expect(try await browser.upload(try Picture.png.bytes).path == "/profile")
        }
    }

    @Test func `a picture that is gone from the disk is not found`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let name = try #require(try site.storedFiles.first)
            try (site.uploads + name).delete()
            #expect(try await browser.get("/avatars/\(name)").status == 404)
            #expect(try await browser.upload(try Picture.gif.bytes).path == "/profile")
        }
    }

    @Test func `a picture that cannot be read is a page and a log line`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let name = try #require(try site.storedFiles.first)
            try (site.uploads + name).delete()
            try (site.uploads + name).mkdir()
            try expectExplained(try await browser.get("/avatars/\(name)"), status: 500, site)
            #expect(try await browser.isSignedIn())
        }
    }
}
