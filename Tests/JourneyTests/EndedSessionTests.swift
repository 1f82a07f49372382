import Testing

@testable import SiteTestSupport

/// What people see whose session has ended without their doing.
@Suite struct EndedSessionTests {
    private static let over = "You are signed out here: this session has ended, or was ended elsewhere."

    private func ended(_ site: TestSite) async throws -> Browser {
        let browser = try await site.member()
        _ = try await site.accounts.administration.endSessions(of: site.person("alice").id, by: .commandLine)
        return browser
    }

    @Test func `a page says once that the session has ended`() async throws {
        try await withSite { site in
            let cleared = try await ended(site).get("/profile", follow: false)
            #expect(cleared["Clear-Site-Data"] == "\"cache\", \"storage\"")
            #expect(try await Browser(site).get("/profile", follow: false)["Clear-Site-Data"] == nil)
        }
        try await withSite { site in
            let browser = try await ended(site)
            let reply = try await browser.get("/profile")
            #expect(reply.path == "/login" && reply.flash == Self.over)
            #expect(try await browser.get("/profile").flash == nil)
        }
    }

    @Test func `a form says that nothing was saved, and leads back to its page`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let form = try await browser.get("/profile").document.form("/profile/nickname")
            _ = try await site.accounts.administration.endSessions(of: site.person("alice").id, by: .commandLine)
            let reply = try await browser.submit(form, Form.Input(fields: ["nickname": "Sandra Neu"]))
            #expect(reply.flash == Self.over + " What you sent was not saved.")
            #expect(reply.document.input("next")?["value"] == "/profile")
            let input = Form.Input(fields: ["username": "alice", "password": TestSite.password])
            #expect(try await browser.submit(reply.document.form("/login"), input).path == "/profile")
        }
    }

    @Test func `what was written in a room is there to be copied, and the way leads back to the room`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let room = "/rooms/1-everyone"
            let form = try await browser.get(room).document.form("\(room)/messages")
            _ = try await site.accounts.administration.endSessions(of: site.person("alice").id, by: .commandLine)
            let reply = try await browser.submit(form, Form.Input(fields: ["body": "A long </textarea><b>thought"]))
            #expect(reply.status == 403)
            #expect(reply.document.first("h1")?.text == "You are signed out")
            #expect(reply.document.first("textarea")?.text.trimmingPrefix("\n") == "A long </textarea><b>thought")
            let link = try #require(reply.document.first("main")?.all("a").first { $0.text == "Sign in" }?["href"])
            let input = Form.Input(fields: ["username": "alice", "password": TestSite.password])
            #expect(try await browser.submit(browser.get(link).document.form("/login"), input).path == room)
        }
    }

    @Test func `nobody who has just come is told of a session`() async throws {
        try await withSite { site in
            #expect(try await Browser(site).get("/profile").flash == nil)
            let browser = try await site.member()
            try await browser.signOut()
            #expect(try await browser.get("/profile").flash == nil)
        }
    }

    @Test(arguments: [
        ("/profile/password", "/profile"), ("/profile/avatar/delete", "/profile"), ("/sessions/1/revoke", "/dashboard"),
        ("/activity/7/deny", "/dashboard"), ("/rooms/12-x/retention", "/rooms/12-x/settings"),
        ("/rooms/12/messages", "/rooms/12"), ("/people/3/disable", "/people/3"), ("/logout", "/"),
    ])
    func `the address of a form leads to the page with the form`(address: String, page: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", address)
            #expect(reply.status == 303 && reply.location == page)
        }
    }

    @Test func `ending the session answers the question about its sign-in`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for action in ["/sessions/2/revoke", "/sessions/revoke-others"] {
                _ = try await site.device(userAgent: "Elsewhere/1.0 (\(action))")
                let page = try await browser.get("/dashboard").document
                let question = try #require(page.first("section", class: "question"))
                #expect(question.all("button").map(\.text) == ["Yes, that was me", "No, sign out all other devices"])
                let reply = try await browser.submit(page.form(action), Form.Input())
                #expect(reply.document.first("section", class: "question") == nil, "\(action)")
            }
        }
    }
}
