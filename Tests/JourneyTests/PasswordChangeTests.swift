import Testing

@testable import SiteTestSupport

@Suite struct PasswordChangeTests {
    static let new = "a wholly different phrase"

    private func change(_ browser: Browser, from current: String = TestSite.password) async throws -> Reply {
        let fields = ["current_password": current, "new_password": Self.new]
        return try await browser.submit("/profile/password", on: "/profile", fields)
    }

    @Test func `the new password counts from now on`() async throws {
        try await withSite { site in
            let reply = try await change(try await site.member())
            #expect(reply.path == "/profile")
            #expect(reply.flash == "Your password has been changed, and every other session has been ended.")
            #expect(try await Browser(site).signIn("alice").status == 422)
            #expect(try await Browser(site).signIn("alice", password: Self.new).path == "/dashboard")
        }
    }

    @Test func `every other session is dead at once`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let others = [try await site.device(), try await site.device(remember: true)]
            _ = try await change(browser)
            for other in others { #expect(try await !other.isSignedIn()) }
        }
    }

    @Test func `this session lives on with a new token`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let old = try #require(browser.sessionToken)
            _ = try await change(browser)
            #expect(try await browser.isSignedIn())
            #expect(browser.sessionToken != old)
            let thief = Browser(site)
            thief.cookies["session_token"] = old
            #expect(try await !thief.isSignedIn())
        }
    }

    @Test func `a remembered session stays remembered`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let browser = try await site.device(remember: true)
            let form = try await browser.get("/profile").document.form("/profile/password")
            let input = Form.Input(fields: ["current_password": TestSite.password, "new_password": Self.new])
            let reply = try await browser.submit(form, input, follow: false)
            #expect(reply.cookie("session_token")?.contains("Max-Age=2592000") == true)
        }
    }

    @Test func `with the wrong password nothing changes`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            let reply = try await change(browser, from: "not the password")
            #expect(reply.status == 422)
            #expect(reply.cookie("session_token") == nil)
            #expect(try await other.isSignedIn())
            #expect(try await Browser(site).signIn("alice").path == "/dashboard")
        }
    }
}
