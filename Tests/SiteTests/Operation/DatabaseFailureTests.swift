import Storage
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

/// A database that can be read, but not changed now.
@Suite struct DatabaseFailureTests {
    private func expectRefused(_ heading: String, status: Int, _ site: TestSite, _ browser: Browser) async throws {
        let reply = try await browser.post("/profile/nickname", [(name: "nickname", value: "Changed")])
        #expect(reply.status == status)
        #expect(reply.document.first("h1")?.text == heading)
        #expect(!reply.text.lowercased().contains("sqlite"))
        #expect(site.log.entries(from: .error).count == 1)
        #expect(try await browser.get("/profile").status == 200)
    }

    private func expectWorking(_ browser: Browser) async throws {
        try await browser.post("/profile/nickname", [(name: "nickname", value: "Changed at last")])
        #expect(try await browser.get("/profile").text.contains("Changed at last"))
    }

    @Test func `a full disk is a page that says whom to ask, and a log line`() async throws {
        var options = SiteOptions()
        var branding = Branding()
        branding.contact = Branding.Contact("anna@example.org")
        options.branding = branding
        try await withSite(options) { site in
            let browser = try await site.member()
            let pages = try await site.database.withWriter { db in
                let pages = try db.row("PRAGMA page_count") { $0[0] as Int } ?? 0
                try db.run("PRAGMA max_page_count = \(pages)")
                return pages
            }
            // Small changes fit into the pages that there are: this one does not.
            var reply = try await browser.post("/profile/nickname", [(name: "nickname", value: "Changed")])
            for number in 0..<200 where reply.status != 507 {
                // A line of activity a minute is written.
                site.clock.advance(by: 60)
                reply = try await browser.post("/profile/nickname", [(name: "nickname", value: "Changed \(number)")])
            }
            #expect(reply.status == 507)
            #expect(reply.document.first("h1")?.text == "There is no room left")
            #expect(reply.document.first("main")?.text.contains("Contact: anna@example.org") == true)
            #expect(site.log.entries(from: .error).count == 1)
            #expect(try await browser.get("/profile").status == 200)
            try await site.database.withWriter { try $0.run("PRAGMA max_page_count = \(pages * 2)") }
            try await expectWorking(browser)
        }
    }

    @Test func `a read-only database is a page and a log line`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await site.database.withWriter { try $0.run("PRAGMA query_only = 1") }
            try await expectRefused("Nothing can be saved now", status: 503, site, browser)
            try await site.database.withWriter { try $0.run("PRAGMA query_only = 0") }
            try await expectWorking(browser)
        }
    }

    @Test func `a locked database is a page and a log line`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let other = try Connection(path: site.database.path)
            try other.execute("BEGIN IMMEDIATE")
            try await expectRefused("The site is busy", status: 503, site, browser)
            try other.execute("ROLLBACK")
            try await expectWorking(browser)
        }
    }
}
