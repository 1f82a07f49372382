import Accounts
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct ResetPasswordTests {
    static let new = "a wholly different phrase"

    private func reset(_ browser: Browser, _ path: String, to password: String = new) async throws -> Reply {
        try await browser.submit(path, on: path, ["new_password": password])
    }

    @Test func `a link shows whose password it sets`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let reply = try await Browser(site).get(try await site.resetPath(of: "alice"))
            #expect(reply.status == 200)
            #expect(reply.document.first("strong")?.text == "alice")
            #expect(reply.document.input("new_password")?["autocomplete"] == "new-password")
            let username = try #require(reply.document.input("username"))
            #expect(username["value"] == "alice" && username["autocomplete"] == "username")
            #expect(username["hidden"] != nil)
            #expect(reply["Cache-Control"] == "no-store")
            #expect(reply["Referrer-Policy"] == "strict-origin")
        }
    }

    @Test func `the new password counts and every session is over`() async throws {
        try await withSite { site in
            let old = try await site.member()
            let reply = try await reset(Browser(site), try await site.resetPath(of: "alice"))
            #expect(reply.path == "/login")
            #expect(reply.flash == "Your new password is set, and every session has ended. Sign in with it.")
            #expect(try await !old.isSignedIn())
            #expect(try await Browser(site).signIn("alice").status == 422)
            #expect(try await Browser(site).signIn("alice", password: Self.new).path == "/dashboard")
        }
    }

    @Test func `guesses from elsewhere do not keep the owner of a new password out`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let path = try await site.resetPath(of: "alice")
            for _ in 0..<6 { try await Browser(site).signIn("alice", password: "a guess") }
            let browser = Browser(site)
            _ = try await reset(browser, path)
            #expect(browser.sessionToken == nil)
            #expect(try await browser.signIn("alice", password: Self.new).path == "/dashboard")
        }
    }

    @Test func `a password that is refused says why and leaves the link`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let path = try await site.resetPath(of: "alice")
            let reply = try await reset(Browser(site), path, to: "short")
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "new_password").first == "A password has at least 8 characters.")
            #expect(reply.document.input("new_password")?["value"] == nil)
            #expect(try await reset(Browser(site), path).path == "/login")
        }
    }

    private func expectDead(_ reply: Reply) {
        #expect(reply.status == 404)
        #expect(reply.document.first("h1")?.text == "This link does not work any more")
        #expect(reply.text.contains("Ask the operator of this site for a new one."))
    }

    @Test func `a link works once and for an hour`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let used = try await site.resetPath(of: "alice")
            let form = try await Browser(site).get(used).document.form(used)
            _ = try await reset(Browser(site), used)
            expectDead(try await Browser(site).get(used))
            expectDead(try await Browser(site).submit(form, Form.Input(fields: ["new_password": "another phrase"])))
            #expect(try await Browser(site).signIn("alice", password: Self.new).path == "/dashboard")
            let late = try await site.resetPath(of: "alice")
            site.clock.advance(by: ResetLink.lifetime - 1)
            #expect(try await Browser(site).get(late).status == 200)
            site.clock.advance(by: 1)
            expectDead(try await Browser(site).get(late))
        }
    }

    @Test func `an older link and an invented one lead nowhere`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let old = try await site.resetPath(of: "alice")
            let new = try await site.resetPath(of: "alice")
            expectDead(try await Browser(site).get(old))
            expectDead(try await Browser(site).get("/reset/" + String(repeating: "A", count: 43)))
            #expect(try await Browser(site).get(new).status == 200)
            #expect(try await Browser(site).get(String(new.dropLast())).status == 404)
        }
    }

    @Test func `someone with an account made for them sets the first password`() async throws {
        try await withSite { site in
            _ = try await site.member()
            _ = try await site.accounts.administration.createPerson(username: "bob", by: .commandLine)
            _ = try await reset(Browser(site), try await site.resetPath(of: "bob"))
            #expect(try await Browser(site).signIn("bob", password: Self.new).path == "/dashboard")
        }
    }
}
