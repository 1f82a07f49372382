import Testing

@testable import SiteTestSupport

@Suite struct CodeSignInTests {
    /// Another browser that has given the right password.
    private func halfWay(_ site: TestSite, remember: Bool = false, on page: String = "/login") async throws -> Browser {
        let browser = Browser(site)
        let reply = try await browser.signIn("alice", remember: remember, on: page)
        try #require(reply.path == "/login/code")
        return browser
    }

    @Test func `the password leads to the code`() async throws {
        try await withSite { site in
            try await site.member().enableTwoFactor()
            let browser = Browser(site)
            let reply = try await browser.signIn("alice", follow: false)
            #expect(reply.status == 303 && reply.location == "/login/code")
            #expect(reply.cookie("sign_in_ticket")?.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Max-Age=600") == true)
            #expect(browser.sessionToken == nil && browser.cookies["known_device"] == nil)
            let input = try #require(try await browser.get("/login/code").document.input("code"))
            #expect(input["inputmode"] == "numeric" && input["autocomplete"] == "one-time-code")
        }
    }

    @Test func `a code from the app signs in`() async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let browser = try await halfWay(site)
            let reply = try await browser.enter(app.code, follow: false)
            #expect(reply.status == 303 && reply.location == "/dashboard")
            #expect(reply.cookie("session_token")?.contains("Max-Age") == false)
            #expect(reply.cookie("known_device")?.contains("Max-Age=31536000") == true)
            #expect(reply.cookie("sign_in_ticket")?.contains("Max-Age=0") == true)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `what the sign-in form was given is kept`() async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let browser = Browser(site)
            let page = try await browser.signIn("alice", remember: true, on: "/login?next=/profile%3Fa%3Db%26c")
            let form = try page.document.form("/login/code")
            let reply = try await browser.submit(form, Form.Input(fields: ["code": app.code]), follow: false)
            #expect(reply.location == "/profile?a=b&c")
            #expect(reply.cookie("session_token")?.contains("Max-Age=2592000") == true)
        }
    }

    @Test(arguments: ["https://evil.test", "//evil.test", "/\\evil.test"])
    func `nothing leads elsewhere`(next: String) async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let browser = try await halfWay(site)
            #expect(try await browser.get("/login/code?next=\(next)").document.input("next") == nil)
            let fields = [(name: "code", value: app.code), (name: "next", value: next)]
            #expect(try await browser.post("/login/code", fields).location == "/dashboard")
        }
    }

    @Test func `spaces in a code are forgiven`() async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let code = app.code
            #expect(try await halfWay(site).enter("\(code.prefix(3)) \(code.suffix(3))").path == "/dashboard")
        }
    }

    @Test func `a wrong code opens nothing`() async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let browser = try await halfWay(site)
            let reply = try await browser.enter(app.wrongCode)
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "code").first?.hasPrefix("This code is not valid.") == true)
            #expect(reply.document.input("code")?["value"] == nil)
            #expect(browser.sessionToken == nil)
            #expect(try await browser.enter(app.code).path == "/dashboard")
        }
    }

    @Test func `a code works once`() async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let (first, second) = (try await halfWay(site), try await halfWay(site))
            #expect(try await first.enter(app.code).path == "/dashboard")
            #expect(try await second.enter(app.code).status == 422)
            #expect(second.sessionToken == nil)
        }
    }

    @Test(arguments: ["code", "recovery_code"])
    func `a recovery code works once`(field: String) async throws {
        try await withSite { site in
            let owner = try await site.member()
            let code = try await owner.enableTwoFactor().recoveryCodes[4]
            let entered = try await halfWay(site).enter(code.uppercased(), field: field)
            #expect(entered.path == "/dashboard")
            #expect(entered.flash == "That recovery code is used up. You have 9 left.")
            let reply = try await halfWay(site).enter(code, field: field)
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: field).contains { $0.contains("code is not valid") })
            #expect(reply.document.input(field)?["autofocus"] != nil)
            #expect(try await owner.get("/profile/two-factor").text.contains("9 of 10"))
        }
    }

    @Test func `a mistyped recovery code comes back to be mended`() async throws {
        try await withSite { site in
            try await site.member().enableTwoFactor()
            let reply = try await halfWay(site).enter("abcd-efgh-ijkl-mnop", field: "recovery_code")
            #expect(reply.status == 422)
            #expect(reply.document.input("recovery_code")?["value"] == "abcd-efgh-ijkl-mnop")
        }
    }

    @Test func `behind HTTPS the ticket is bound to the host`() async throws {
        try await withSite(.secure) { site in
            try await site.member().enableTwoFactor()
            let cookie = try await Browser(site).signIn("alice", follow: false).cookie("__Host-sign_in_ticket")
            #expect(cookie?.hasSuffix("; Secure") == true)
        }
    }

    @Test func `someone who is signed in can sign in to another account`() async throws {
        try await withSite { site in
            let app = try await site.member().enableTwoFactor().app
            let bob = try await site.member("bob")
            let old = bob.sessionToken
            try await bob.post(
                "/login", [(name: "username", value: "alice"), (name: "password", value: TestSite.password)])
            #expect(try await bob.isSignedIn())
            #expect(bob.sessionToken == old)
            let dashboard = try await bob.enter(app.code).document
            #expect(dashboard.first("h1")?.text == "Hello, alice")
        }
    }
}
