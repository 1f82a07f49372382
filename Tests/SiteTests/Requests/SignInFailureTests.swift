import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct SignInFailureTests {
    @Test func `an unknown name and a wrong password look the same`() async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let wrong = try await Browser(site).signIn("alice", password: "not the password")
            let unknown = try await Browser(site).signIn("carol", password: "not the password")
            #expect(wrong.status == 422 && unknown.status == 422)
            #expect(wrong.text == unknown.text.replacing("carol", with: "alice"))
            #expect(wrong.headers.map(\.name) == unknown.headers.map(\.name))
            let alert = wrong.document.all("p").first { $0["role"] == "alert" }?.text
            #expect(alert == "Wrong username or password.")
        }
    }

    @Test func `the form comes back filled in but for the password`() async throws {
        try await withSite { site in
            let reply = try await Browser(site).signIn("carol", password: "secret-of-mine", remember: true)
            #expect(reply.document.input("username")?["value"] == "carol")
            #expect(reply.document.input("remember")?["checked"] != nil)
            #expect(reply.document.input("password")?["value"] == nil)
            #expect(!reply.text.contains("secret-of-mine"))
        }
    }

    @Test(arguments: ["alice", "carol"])
    func `someone who guesses has to wait and is told how long`(username: String) async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let guesser = Browser(site)
            for _ in 0..<5 { #expect(try await guesser.signIn(username, password: "a guess").status == 422) }
            let reply = try await guesser.signIn(username, password: TestSite.password)
            #expect(reply.status == 429)
            #expect(reply["Retry-After"] == "30")
            #expect(reply.text.contains("Please try again in 30 seconds."))
            #expect(reply.document.input("username")?["value"] == username)
            #expect(guesser.sessionToken == nil)
        }
    }

    @Test func `after the wait the right password opens`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let browser = Browser(site)
            for _ in 0..<6 { try await browser.signIn("alice", password: "a guess") }
            site.clock.advance(by: 29)
            #expect(try await browser.signIn("alice").status == 429)
            site.clock.advance(by: 1)
            #expect(try await browser.signIn("alice").path == "/dashboard")
        }
    }

    @Test func `the owner on a known device need not wait`() async throws {
        try await withSite { site in
            let owner = try await site.member()
            try await owner.signOut()
            for _ in 0..<6 { try await Browser(site).signIn("alice", password: "a guess") }
            #expect(try await owner.signIn("alice").path == "/dashboard")
        }
    }

    @Test func `guesses at the password of an open session have to wait too`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let form = try await browser.get("/profile/delete").document.form("/profile/delete")
            for _ in 0..<5 {
                #expect(try await browser.submit(form, Form.Input(fields: ["password": "a guess"])).status == 422)
            }
            let reply = try await browser.submit(form, Form.Input(fields: ["password": TestSite.password]))
            #expect(reply.status == 429)
            #expect(reply["Retry-After"] == "30")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `many sign ups from one network have to wait`() async throws {
        try await withSite { site in
            for number in 0..<30 { _ = try await Browser(site).signUp("person\(number)", follow: false) }
            let reply = try await Browser(site).signUp("onemore")
            #expect(reply.status == 429)
            #expect(reply["Retry-After"] == "30")
            #expect(try await site.count("user") == 30)
        }
    }
}
