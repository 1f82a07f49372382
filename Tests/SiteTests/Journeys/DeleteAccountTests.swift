import TestSupport
import Testing

@Suite struct DeleteAccountTests {
    private func delete(_ browser: Browser, password: String = TestSite.password) async throws -> Reply {
        try await browser.submit("/profile/delete", on: "/profile/delete", ["password": password])
    }

    @Test func `the profile leads to a page that says what will be lost`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await site.device()
            #expect(try await browser.get("/profile").document.all("a").contains { $0["href"] == "/profile/delete" })
            let page = try await browser.get("/profile/delete").document
            #expect(page.all("li").map(\.text).contains { $0.contains("open sessions (2)") })
            #expect(!page.all("li").map(\.text).contains("Your picture."))
            try await browser.upload(try Picture.png.bytes)
            #expect(try await browser.get("/profile/delete").document.all("li").map(\.text).contains("Your picture."))
        }
    }

    @Test func `all rows files and sessions are gone`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            try await browser.upload(try Picture.png.bytes)
            let token = try #require(browser.sessionToken)
            _ = try await delete(browser)
            for table in ["user", "session", "activity"] { #expect(try await site.count(table) == 0, "\(table)") }
            #expect(try site.pictures.isEmpty)
            #expect(browser.cookies.stored.isEmpty)
            browser.cookies["session_token"] = token
            #expect(try await !browser.isSignedIn())
            #expect(try await !other.isSignedIn())
            #expect(try await Browser(site).signIn("alice").status == 422)
        }
    }

    @Test func `the front page says so`() async throws {
        try await withSite { site in
            let reply = try await delete(try await site.member())
            #expect(reply.path == "/")
            #expect(reply.flash == "Your account and everything in it have been deleted.")
        }
    }

    @Test func `the browser forgets the site`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.submit(
                "/profile/delete", on: "/profile/delete", ["password": TestSite.password], follow: false)
            #expect(reply["Clear-Site-Data"] == "\"cache\", \"storage\"")
            #expect(reply.cookie("session_token")?.contains("Max-Age=0") == true)
            #expect(reply.cookie("known_device")?.contains("Max-Age=0") == true)
        }
    }

    @Test func `the only administrator is told whom they leave alone`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let question = try await browser.get("/profile/delete").document.first("p", class: "note")
            #expect(question == nil)
            _ = try await site.member("bruno")
            let warning = try await browser.get("/profile/delete").document.first("p", class: "note")
            #expect(warning?.text.hasPrefix("You are the only administrator.") == true)
            #expect(try await delete(browser).path == "/")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `with the wrong password nothing is lost`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await delete(browser, password: "not the password")
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "password") == ["This is not your password."])
            #expect(reply.document.input("password")?["value"] == nil)
            #expect(try await site.count("user") == 1)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `other sessions stay`() async throws {
        try await withSite { site in
            let bob = try await site.member("bob")
            _ = try await delete(try await site.member())
            #expect(try await bob.isSignedIn())
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `the name is free again`() async throws {
        try await withSite { site in
            _ = try await delete(try await site.member())
            #expect(try await Browser(site).signUp("alice").path == "/dashboard")
        }
    }
}
