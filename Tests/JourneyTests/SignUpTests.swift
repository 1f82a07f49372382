import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct SignUpTests {
    @Test func `signing up leads to a page that greets`() async throws {
        try await withSite { site in
            let browser = Browser(site)
            let reply = try await browser.signUp("alice", nickname: "Alice L.")
            #expect(reply.path == "/welcome")
            #expect(reply.status == 200)
            #expect(reply.document.first("h1")?.text == "Welcome, Alice L.")
            #expect(reply.flash == "Your account is ready. Welcome.")
        }
    }

    @Test func `with remember the cookie lasts thirty days, and else ends with the browser`() async throws {
        try await withSite { site in
            for (name, remember) in [("alice", true), ("bob", false)] {
                let reply = try await Browser(site).submit(
                    "/signup", on: "/signup", ["username": name, "password": TestSite.password],
                    ticked: ["remember": remember], follow: false)
                #expect(reply.status == 303)
                #expect(reply.cookie("session_token")?.contains("Max-Age=2592000") == remember)
            }
        }
    }

    @Test func `what was ticked stays ticked when the form is refused`() async throws {
        try await withSite { site in
            let reply = try await Browser(site).submit(
                "/signup", on: "/signup", ["username": "alice", "password": "short"], ticked: ["remember": true])
            #expect(reply.status == 422 && reply.document.element(id: "remember")?["checked"] != nil)
        }
    }

    @Test func `a new member has one session and it is this device`() async throws {
        try await withSite { site in
            let page = try await site.member().get("/dashboard").document
            let rows = page.all("tbody").flatMap { $0.all("tr") }
            #expect(rows.count == 1)
            #expect(rows.first?.text.contains("this device") == true)
            #expect(rows.first?.text.contains("Firefox on Linux") == true)
            #expect(rows.first?.text.contains("127.0.0.1") == true)
            #expect(page.forms.map(\.action) == ["/logout"])
        }
    }

    @Test func `an empty nickname means the username`() async throws {
        try await withSite { site in
            let page = try await site.member("bob.b").get("/dashboard").document
            #expect(page.first("h1")?.text == "Hello, bob.b")
        }
    }

    @Test func `capitals in a username are stored small`() async throws {
        try await withSite { site in
            _ = try await site.member("ALICE")
            _ = try await site.device(of: "alice")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `a signed-in person is redirected from sign-up, sign-in and the front page`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in ["/", "/signup", "/login"] {
                let reply = try await browser.get(path, follow: false)
                #expect(reply.status == 303 && reply.location == "/dashboard", "\(path)")
            }
        }
    }

    @Test func `a second sign-up of the signed in makes no account`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.post("/signup", [("username", "second"), ("password", TestSite.password)])
            #expect(reply.location == "/dashboard")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `the session of a sign up lasts as long as the browser`() async throws {
        try await withSite { site in
            let reply = try await Browser(site).signUp("alice", follow: false)
            let cookie = try #require(reply.cookie("session_token"))
            #expect(cookie.wholeMatch(of: /[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax/) != nil)
        }
    }
}
