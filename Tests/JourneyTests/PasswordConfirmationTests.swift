import TestSupport
import Testing

@testable import SiteTestSupport

/// What could hurt an account asks for the password when the last proof of it is older than 15 minutes.
@Suite struct PasswordConfirmationTests {
    @Test func `a fresh sign-in is proof enough`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await site.device()
            site.clock.advance(by: 14 * 60)
            let page = try await browser.submit("/sessions/revoke-others", on: "/dashboard")
            #expect(page.document.first("p", class: "note")?.text.contains("this device only") == true)
        }
    }

    @Test func `later the password is asked for and then it is done`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            site.clock.advance(by: 15 * 60 + 1)
            let question = try await browser.submit("/sessions/revoke-others", on: "/dashboard")
            #expect(question.status == 403)
            #expect(question.document.first("h1")?.text == "Confirm that it is you")
            #expect(try await other.isSignedIn())
            let form = try question.document.form("/sessions/revoke-others")
            let done = try await browser.submit(form, Form.Input(fields: ["proof": TestSite.password]))
            #expect(done.path == "/dashboard")
            #expect(try await !other.isSignedIn())
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `the proof lasts for a quarter of an hour and has a new token`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            site.clock.advance(by: 3600)
            let before = browser.sessionToken
            let question = try await browser.submit("/profile/export", on: "/profile")
            let form = try question.document.form("/profile/export")
            #expect(try await browser.submit(form, Form.Input(fields: ["proof": TestSite.password])).status == 200)
            #expect(browser.sessionToken != before)
            site.clock.advance(by: 14 * 60)
            #expect(try await browser.submit("/profile/export", on: "/profile").status == 200)
            site.clock.advance(by: 120)
            #expect(try await browser.submit("/profile/export", on: "/profile").status == 403)
        }
    }

    @Test func `a wrong password does nothing and says so`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            site.clock.advance(by: 3600)
            let question = try await browser.submit("/sessions/revoke-others", on: "/dashboard")
            let form = try question.document.form("/sessions/revoke-others")
            let refused = try await browser.submit(form, Form.Input(fields: ["proof": "not the password"]))
            #expect(refused.status == 422)
            #expect(refused.document.descriptions(of: "proof") == ["This is not your password."])
            #expect(try await other.isSignedIn())
            #expect(refused.text.contains("not the password") == false)
        }
    }

    @Test func `guessing at the proof is slowed`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            site.clock.advance(by: 3600)
            var reply = try await browser.post("/sessions/revoke-others", [(name: "proof", value: "guess")])
            for _ in 0..<30 where reply.status != 429 {
                reply = try await browser.post("/sessions/revoke-others", [(name: "proof", value: "guess")])
            }
            #expect(reply.status == 429)
            #expect(reply["Retry-After"] != nil)
        }
    }

    @Test func `a proof for what cannot be done leaves the person signed in`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            site.clock.advance(by: 3600)
            let reply = try await browser.post("/people/9999/disable", [(name: "proof", value: TestSite.password)])
            #expect(reply.status == 404)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `the fields of the post are carried along`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            site.clock.advance(by: 3600)
            let question = try await browser.post(
                "/sessions/revoke-others", [(name: "code", value: "a\"<b>&c"), (name: "other", value: "x")])
            let form = try question.document.form("/sessions/revoke-others")
            let entries = try form.entries(Form.Input(fields: ["proof": "x"]))
            #expect(entries.contains { $0.name == "code" && $0.value == "a\"<b>&c" })
            #expect(!entries.contains { $0.name == "other" })
        }
    }
}

extension Document {
    func first(_ name: String, class value: String) -> Element? {
        all(name).first { $0["class"]?.split(separator: " ").contains(Substring(value)) == true }
    }
}
