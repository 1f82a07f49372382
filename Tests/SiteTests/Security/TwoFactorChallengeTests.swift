import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

/// The half-way state between password and code.
@Suite struct TwoFactorChallengeTests {
    private static let asked = "Please give your password first. The code has to follow within ten minutes."

    private func halfWay(_ site: TestSite) async throws -> (Browser, Authenticator) {
        let app = try await site.member().enableTwoFactor().app
        return (try await again(site), app)
    }

    private func again(_ site: TestSite) async throws -> Browser {
        let browser = Browser(site)
        try await browser.signIn("alice")
        try #require(browser.cookies["sign_in_ticket"] != nil)
        return browser
    }

    @Test func `it is no session`() async throws {
        try await withSite { site in
            let (browser, _) = try await halfWay(site)
            let ticket = try #require(browser.cookies["sign_in_ticket"])
            browser.cookies["session_token"] = ticket
            for route in try site.routes() {
                guard route.level == .signedIn || route.level == .administrator else { continue }
                let path = route.path()
                let reply = try await browser.exchange(WireRequest(method: route.method.rawValue, path: path))
                #expect(reply.status == 303, "\(route.method) \(route.pattern)")
                #expect(reply.location?.hasPrefix("/login") == true, "\(route.method) \(route.pattern)")
            }
            #expect(browser.cookies["known_device"] == nil)
        }
    }

    @Test func `it expires`() async throws {
        try await withSite { site in
            let (browser, app) = try await halfWay(site)
            site.clock.advance(by: 600)
            let reply = try await browser.enter(app.code, on: "/login/code?next=/profile")
            #expect(reply.path == "/login")
            #expect(reply.flash == Self.asked)
            #expect(reply.document.input("next")?["value"] == "/profile")
            #expect(browser.cookies["sign_in_ticket"] == nil && browser.sessionToken == nil)
        }
    }

    @Test(arguments: [nil, "", "x", String(repeating: "A", count: 43)])
    func `without it the password is asked for`(ticket: String?) async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let browser = Browser(site)
            browser.cookies["sign_in_ticket"] = ticket
            let reply = try await browser.post("/login/code", [(name: "code", value: app.code)])
            #expect(reply.status == 303 && reply.location == "/login")
            let page = try await browser.get("/login/code")
            #expect(page.path == "/login")
            #expect(page.flash == Self.asked)
        }
    }

    @Test func `it works once`() async throws {
        try await withSite { site in
            let (browser, app) = try await halfWay(site)
            let ticket = browser.cookies["sign_in_ticket"]
            #expect(try await browser.enter(app.code).path == "/dashboard")
            site.clock.advance(by: 60)
            let thief = Browser(site)
            thief.cookies["sign_in_ticket"] = ticket
            #expect(try await thief.enter(app.code).path == "/login")
        }
    }

    @Test func `it is worth nothing in another browser`() async throws {
        try await withSite { site in
            let (browser, app) = try await halfWay(site)
            let thief = Browser(site, userAgent: "curl/8.5.0")
            thief.cookies["sign_in_ticket"] = browser.cookies["sign_in_ticket"]
            #expect(try await thief.enter(app.code).path == "/login")
            #expect(try await browser.enter(app.code).path == "/dashboard")
        }
    }

    @Test func `it ends when the second factor is switched off`() async throws {
        try await withSite { site in
            let owner = try await site.member()
            let app = try await owner.enableTwoFactor().app
            let browser = try await again(site)
            try await owner.submit("/profile/two-factor/disable", on: "/profile/two-factor")
            #expect(try await browser.enter(app.code).path == "/login")
        }
    }

    @Test func `someone who guesses codes has to wait`() async throws {
        try await withSite { site in
            let (guesser, app) = try await halfWay(site)
            for _ in 0..<5 { #expect(try await guesser.enter(app.wrongCode).status == 422) }
            // The ticket is spent, and with another one the wait begins.
            #expect(try await guesser.enter(app.wrongCode).path == "/login")
            let browser = try await again(site)
            let reply = try await browser.enter(app.code)
            #expect(reply.status == 429)
            #expect(reply["Retry-After"] == "30")
            #expect(reply.text.contains("Please try again in 30 seconds."))
            #expect(browser.sessionToken == nil)
            site.clock.advance(by: 30)
            #expect(try await browser.enter(app.code).path == "/dashboard")
        }
    }
}
