import Accounts
import Testing

@testable import Site
@testable import SiteTestSupport

/// Who may make an account, and the links that let people in.
@Suite struct InvitationTests {
    private static func options(_ policy: SignUpPolicy, first: SignUpRules.FirstAccount = .anyone) -> SiteOptions {
        var options = SiteOptions()
        options.signUp = SignUpRules(policy: policy, first: first)
        return options
    }

    /// The path of a link that a page shows.
    private func path(in page: Document, of site: TestSite) throws -> String {
        let link = try #require(page.all("code").first { $0["class"] == "secret" }?.text)
        #expect(link.hasPrefix(site.options.publicURL + "/join/"))
        return String(link.dropFirst(site.options.publicURL.count))
    }

    private func invite(_ browser: Browser, uses: String = "1", days: String = "7") async throws -> String {
        let reply = try await browser.submit("/invitations", on: "/invitations", ["uses": uses, "days": days])
        return try path(in: reply.document, of: browser.site)
    }

    private func join(_ site: TestSite, _ path: String, as username: String) async throws -> Reply {
        try await Browser(site).submit(path, on: path, ["username": username, "password": TestSite.password])
    }

    @Test func `an invitation makes as many accounts as it says`() async throws {
        try await withSite(Self.options(.invited)) { site in
            let ada = try await site.member("ada", nickname: "Ada")
            let path = try await invite(ada, uses: "2")
            let page = try await Browser(site).get(path)
            #expect(page.document.first("main")?.text.contains("Ada invites you to Roost.") == true)
            #expect(page["Referrer-Policy"] == "strict-origin")
            #expect(try await join(site, path, as: "bob").path == "/welcome")
            #expect(try await join(site, path, as: "carol").path == "/welcome")
            let dead = try await Browser(site).get(path)
            #expect(dead.status == 404 && dead.text.contains("This link does not work any more"))
            // Who invited whom is kept.
            #expect(try await site.person("bob").inviter == "ada")
            let bob = try await ada.get(site.personPath("bob"))
            #expect(bob.document.fact("Invited by") == "ada")
            #expect(try await site.person("ada").inviter == nil)
        }
    }

    @Test func `without one, nobody gets in`() async throws {
        try await withSite(Self.options(.invited)) { site in
            _ = try await site.member("ada")
            let page = try await Browser(site).get("/signup").document
            #expect(page.forms.allSatisfy { $0.action != "/signup" })
            #expect(page.first("main")?.text.contains("Accounts are by invitation.") == true)
            let fields = [(name: "username", value: "bob"), (name: "password", value: TestSite.password)]
            #expect(try await Browser(site).post("/signup", fields).status == 403)
            let forged = "/join/" + String(repeating: "A", count: 43)
            #expect(try await Browser(site).post(forged, fields).status == 404)
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `a refused form keeps the invitation`() async throws {
        try await withSite(Self.options(.invited)) { site in
            let path = try await invite(try await site.member("ada"))
            let browser = Browser(site)
            let refused = try await browser.submit(path, on: path, ["username": "ada", "password": TestSite.password])
            #expect(refused.status == 422 && refused.document.error(of: "username") != nil)
            let input = Form.Input(fields: ["username": "bob", "password": TestSite.password])
            #expect(try await browser.submit(refused.document.form(path), input).path == "/welcome")
        }
    }

    @Test func `it ends by itself, and can be revoked`() async throws {
        try await withSite { site in
            let ada = try await site.member("ada")
            let (short, long) = (try await invite(ada, days: "1"), try await invite(ada, days: "10"))
            let list = try await ada.get("/invitations").document
            #expect(list.first("ul", class: "invitations")?.all("li").count == 2)
            let reply = try await ada.submit("/invitations/2/revoke", on: "/invitations")
            #expect(reply.flash == "The invitation does not work any more.")
            #expect(try await Browser(site).get(long).status == 404)
            #expect(try await ada.post("/invitations/2/revoke").status == 404)
            #expect(try await Browser(site).get(short).status == 200)
            site.clock.advance(by: 86_400)
            #expect(try await Browser(site).get(short).status == 404)
        }
    }

    @Test(arguments: [
        ("0", "7", "uses"), ("101", "7", "uses"), ("1", "0", "days"), ("1", "91", "days"), ("x", "7", "uses"),
    ])
    func `numbers out of range are refused`(uses: String, days: String, field: String) async throws {
        try await withSite { site in
            let reply = try await site.member("ada").submit(
                "/invitations", on: "/invitations", ["uses": uses, "days": days])
            #expect(reply.status == 422 && reply.document.error(of: field) != nil)
            #expect(try await site.count("invitation") == 0)
        }
    }

    @Test func `a closed site takes nobody, not even with an invitation`() async throws {
        try await withSite(Self.options(.closed)) { site in
            let ada = try await site.member("ada")
            // Made before the site was closed.
            let token = Token<Invitation>(random: systemRandom)
            let hash = token.hash
            try await site.database.write { db in
                try db.run(
                    """
                    INSERT INTO invitation (tokenHash, uses, usesLeft, forAdministrator, expiresAt, createdAt)
                    VALUES (?, 1, 1, 0, ?, 0)
                    """, [hash, Int64.max / 2])
            }
            #expect(try await Browser(site).get("/join/\(token.encoded)").status == 404)
            let refused = try await ada.submit("/invitations", on: "/invitations", ["uses": "1", "days": "7"])
            #expect(refused.status == 403 && refused.text.contains("Nobody can make an account here."))
            let text = try await Browser(site).get("/signup").document.first("main")?.text
            #expect(text?.contains("No new accounts can be made here") == true)
        }
    }

    @Test func `an empty site with a public address waits for its administrator`() async throws {
        try await withSite(Self.options(.open, first: .linkHolder)) { site in
            let fields = [(name: "username", value: "mallory"), (name: "password", value: TestSite.password)]
            #expect(try await Browser(site).post("/signup", fields).status == 403)
            let text = try await Browser(site).get("/signup").document.first("main")?.text
            #expect(text?.contains("waits for its administrator") == true)
            // A restart makes another link, and the former does not work any more.
            let old = try #require(try await site.accounts.invitations.inviteAdministrator())
            let new = try #require(try await site.accounts.invitations.inviteAdministrator())
            #expect(try await Browser(site).get(paths.join(InvitationToken(old))).status == 404)
            let path = paths.join(InvitationToken(new))
            #expect(try await join(site, path, as: "ada").path == "/welcome")
            #expect(try await site.person("ada").user.role == .administrator)
            // From now on, sign-up is as the operator says, and no start makes such a link.
            #expect(try await site.accounts.invitations.inviteAdministrator() == nil)
            #expect(try await Browser(site).signUp("bob").path == "/welcome")
            #expect(try await site.person("bob").user.role == .member)
        }
    }

    @Test func `on this machine whoever comes first is told that they rule`() async throws {
        try await withSite { site in
            let first = try await Browser(site).get("/signup").document.first("main")?.text
            #expect(first?.contains("The first account becomes its administrator.") == true)
            _ = try await site.member("ada")
            let second = try await Browser(site).get("/signup").document.first("main")?.text
            #expect(second?.contains("administrator") == false)
        }
    }

    @Test func `the link is not in the log`() async throws {
        try await withSite { site in
            let path = try await invite(try await site.member("ada"))
            _ = try await Browser(site).get(path)
            #expect(site.log.requests.contains { $0.metadata["path"] == "/join/:token" })
            #expect(site.log.entries.allSatisfy { !$0.text.contains(path) })
        }
    }
}
