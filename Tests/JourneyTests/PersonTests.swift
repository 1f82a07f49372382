import Accounts
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct PersonTests {
    @Test func `the page says what there is`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            _ = try await site.member("bob", nickname: "Bobby")
            let page = try await alice.get(try await site.personPath("bob")).document
            #expect(page.first("h1")?.text == "Bobby")
            #expect(page.fact("Username") == "bob")
            #expect(page.fact("Role") == "Member")
            #expect(page.fact("Member since") == "2 Nov 2026")
            #expect(page.fact("Last seen") == "just now")
            #expect(page.fact("Open sessions") == "1")
            #expect(page.fact("Two-factor sign-in") == "off")
            #expect(page.fact("Disabled since") == nil)
        }
    }

    @Test(arguments: ["/people/99", "/people/@99", "/people/0", "/people/01", "/people/x", "/people/"])
    func `someone who is not there is not found`(path: String) async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            #expect(try await alice.get(path).status == 404)
        }
    }

    @Test func `a disabled person is out at once and comes back when enabled`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let disabled = try await alice.administer("bob", "disable")
            #expect(disabled.flash == "The account is disabled, and its sessions have ended.")
            #expect(disabled.document.fact("Disabled since") == "2 Nov 2026, 09:30 UTC")
            #expect(try await !bob.isSignedIn())
            let refused = try await bob.signIn("bob")
            #expect(refused.status == 403)
            #expect(refused.text.contains("This account has been disabled. Please ask whoever runs this site."))
            #expect(refused.document.input("username")?["value"] == "bob")
            #expect(try await bob.signIn("bob", password: "not the password").status == 422)
            #expect(try await alice.administer("bob", "enable").flash == "The account is enabled.")
            #expect(try await bob.signIn("bob").path == "/dashboard")
        }
    }

    @Test func `ended sessions are over at once`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let other = try await site.device(of: "bob")
            let reply = try await alice.administer("bob", "end-sessions")
            #expect(reply.flash == "All sessions of the account have ended.")
            #expect(reply.document.fact("Open sessions") == "0")
            for browser in [bob, other] { #expect(try await !browser.isSignedIn()) }
        }
    }

    @Test func `a link for a new password is shown once and works`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            _ = try await site.member("bob")
            let reply = try await alice.administer("bob", "reset-link")
            #expect(reply.status == 200)
            let link = try #require(reply.document.first("code")?.text)
            #expect(link.hasPrefix(site.options.publicURL + "/reset/"))
            #expect(reply.text.contains("2 Nov 2026, 10:30 UTC"))
            let path = String(link.dropFirst(site.options.publicURL.count))
            #expect(try await alice.get(reply.path.replacing("/reset-link", with: "")).document.first("code") == nil)
            let set = try await Browser(site).submit(path, on: path, ["new_password": "a wholly different phrase"])
            #expect(set.path == "/login")
        }
    }

    @Test func `a person is made an administrator and a member again`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let promoted = try await alice.administer("bob", "promote")
            #expect(promoted.flash == "This person is an administrator now.")
            #expect(promoted.document.fact("Role") == "Administrator")
            #expect(try await bob.get("/people").status == 200)
            #expect(try await alice.administer("bob", "demote").flash == "This person is a member now.")
            #expect(try await bob.get("/people").status == 404)
        }
    }

    @Test func `someone who makes themselves a member lands on the dashboard`() async throws {
        try await withSite { site in
            let (alice, _) = (try await site.member("alice"), try await site.member("bob"))
            _ = try await alice.administer("bob", "promote")
            #expect(try await alice.get("/people/1").text.contains("This is your own account."))
            let reply = try await alice.administer("alice", "demote")
            #expect(reply.path == "/dashboard" && reply.flash == "This person is a member now.")
            #expect(try await alice.get("/people").status == 404)
        }
    }

    @Test(arguments: ["demote", "disable"])
    func `the last administrator stays`(action: String) async throws {
        try await withSite { site in
            let (alice, _) = (try await site.member("alice"), try await site.member("bob"))
            let reply = try await alice.administer("alice", action)
            let note = try #require(reply.document.all("p").first { $0["role"] == "status" })
            #expect(note.text.contains("the only administrator who can sign in"))
            #expect(note["class"] == "note warning")
            #expect(try await alice.get("/people").status == 200)
        }
    }

    @Test func `the second factor is taken away where there is one`() async throws {
        try await withSite { site in
            let (alice, _) = (try await site.member("alice"), try await site.member("bob"))
            let path = try await site.personPath("bob")
            let actions = try await alice.get(path).document.forms.map(\.action)
            #expect(!actions.contains("\(path)/remove-two-factor"))
            try await site.forceTwoFactor(of: "bob")
            #expect(try await alice.get(path).document.fact("Two-factor sign-in") == "on")
            let reply = try await alice.administer("bob", "remove-two-factor")
            #expect(reply.flash == "Two-factor sign-in is off for this account.")
            #expect(reply.document.fact("Two-factor sign-in") == "off")
        }
    }

    /// Between the look at the session and the change, another administrator may have been faster.
    @Test func `someone who is an administrator no longer changes nothing`() async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let bob = try await site.member("bob")
            try await site.accounts.administration.setRole(.administrator, of: site.person("bob").id, by: .commandLine)
            let token = try #require(bob.sessionToken.flatMap(SessionToken.init(encoded:)))
            let person = try #require(try await site.accounts.sessions.authenticate(token))
            let administrator = try #require(Administrator(person))
            try await site.accounts.administration.setRole(.member, of: person.user.id, by: .commandLine)
            let page = try PersonPage(site.context())
            for action in [page.disable, page.makeResetLink] {
                let response = try await action(.sample(), administrator, PersonID(1))
                #expect(response.headers[.location] == "/dashboard")
                #expect(response.cookies.map(\.value) == ["notAllowed"])
            }
            #expect(try await site.person("alice").user.disabledAt == nil)
            let member = try #require(try await site.accounts.sessions.authenticate(token))
            #expect(Administrator(member) == nil)
        }
    }
}
