import TestSupport
import Testing

@testable import Accounts
@testable import SiteTestSupport

@Suite struct SignInTests {
    @Test func `signing in opens a new session`() async throws {
        try await withSite { site in
            let first = try await site.member()
            let second = Browser(site)
            let reply = try await second.signIn("alice")
            #expect(reply.path == "/dashboard")
            #expect(reply.flash == nil)
            #expect(second.sessionToken != first.sessionToken)
            #expect(try await first.isSignedIn())
        }
    }

    @Test func `with remember the cookie lasts thirty days`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let reply = try await Browser(site).signIn("alice", remember: true, follow: false)
            #expect(reply.cookie("session_token")?.contains("Max-Age=2592000") == true)
        }
    }

    @Test func `without remember the cookie ends with the browser`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let reply = try await Browser(site).signIn("alice", follow: false)
            #expect(reply.cookie("session_token")?.contains("Max-Age") == false)
        }
    }

    @Test func `an unremembered session ends after a day without use`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            site.clock.advance(by: 86_399)
            #expect(try await browser.isSignedIn())
            site.clock.advance(by: 86_400)
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test func `a remembered session in use is prolonged with its cookie`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let browser = try await site.device(remember: true)
            #expect(try await browser.get("/dashboard").cookie("session_token") == nil)
            site.clock.advance(by: 20 * 86_400)
            let cookie = try await browser.get("/dashboard").cookie("session_token")
            #expect(cookie?.contains("Max-Age=2592000") == true)
            try await site.accounts.flush()
            site.clock.advance(by: 20 * 86_400)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `the form of the front page signs in`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let reply = try await Browser(site).signIn("alice", on: "/")
            #expect(reply.path == "/dashboard")
        }
    }

    @Test func `signing in again ends the session of that browser`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let old = try #require(browser.sessionToken)
            let fields = [(name: "username", value: "alice"), (name: "password", value: TestSite.password)]
            try await browser.post("/login", fields)
            #expect(try await browser.isSignedIn())
            let thief = Browser(site)
            thief.cookies["session_token"] = old
            #expect(try await !thief.isSignedIn())
        }
    }

    @Test func `an invented token opens nothing`() async throws {
        try await withSite { site in
            _ = try await site.member()
            for token in ["", "x", String(repeating: "A", count: 43), String(repeating: "=", count: 43), "' OR 1=1--"] {
                let browser = Browser(site)
                browser.cookies["session_token"] = token
                #expect(try await !browser.isSignedIn(), "\(token)")
            }
        }
    }

    @Test func `only the hash of a token is stored`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let encoded = try #require(browser.sessionToken)
            let token = try #require(SessionToken(encoded: encoded))
            let stored = try await site.tokens()
            #expect(stored == [token.hash])
        }
    }
}
