import Foundation
import Testing

@testable import SiteTestSupport

@Suite struct NextPathTests {
    @Test func `someone who is sent to sign in comes back to the page`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let browser = Browser(site)
            let form = try await browser.get("/profile?tab=a%20b&x=1").document.form("/login")
            let input = Form.Input(fields: ["username": "alice", "password": TestSite.password])
            let reply = try await browser.submit(form, input, follow: false)
            #expect(reply.location == "/profile?tab=a%20b&x=1")
        }
    }

    @Test func `someone who has no account yet makes one and comes to the page as well`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let browser = Browser(site)
            let page = try await browser.get("/rooms/1-everyone?at=1").document
            let link = try #require(page.all("a").first { $0.text == "Create an account" }?["href"])
            let form = try await browser.get(link).document.form("/signup?next=/rooms/1-everyone%3Fat%3D1%23m1")
            let short = Form.Input(fields: ["username": "bob", "password": "short"])
            let refused = try await browser.submit(form, short)
            #expect(refused.status == 422)
            let again = try refused.document.form("/signup?next=/rooms/1-everyone%3Fat%3D1%23m1")
            let input = Form.Input(fields: ["username": "bob", "password": TestSite.password])
            #expect(try await browser.submit(again, input, follow: false).location == "/rooms/1-everyone?at=1#m1")
        }
    }

    @Test(arguments: HostileText.nextPaths)
    func `what could lead elsewhere leads to the dashboard`(next: String) async throws {
        try await withSite { site in
            _ = try await site.member()
            let fields = [
                (name: "username", value: "alice"), (name: "password", value: TestSite.password),
                (name: "next", value: next),
            ]
            let reply = try await Browser(site).post("/login", fields)
            // A NUL is no text that a form sends: the whole form is refused.
            guard !next.contains("\0") else { return #expect(reply.status == 400) }
            #expect(reply.status == 303)
            #expect(reply.location == "/dashboard")
        }
    }

    @Test func `in the address of the sign-in page it is refused the same way`() async throws {
        try await withSite { site in
            let browser = Browser(site)
            let member = try await site.member()
            for next in HostileText.nextPaths where !next.isEmpty {
                let query = Encoding.urlEncoded([(name: "next", value: next)])
                let page = try await browser.get("/login?\(query)").document
                #expect(page.input("next") == nil, "\(next)")
                for path in ["/login", "/signup"] {
                    let reply = try await member.get("\(path)?\(query)", follow: false)
                    #expect(reply.location == "/dashboard", "\(next)")
                }
                #expect(try await browser.get("/signup?\(query)").document.forms.contains { $0.action == "/signup" })
            }
        }
    }

    @Test(arguments: ["/profile", "/dashboard?a=b#c", "/%2f%2fevil.example", "/%0d%0aX:%20y", "/.//evil.example"])
    func `a path of this site stays on this site`(next: String) async throws {
        try await withSite { site in
            _ = try await site.member()
            let form = try await Browser(site).get("/login?" + Encoding.urlEncoded([("next", next)])).document
                .form("/login")
            let input = Form.Input(fields: ["username": "alice", "password": TestSite.password])
            let location = try #require(try await Browser(site).submit(form, input, follow: false).location)
            #expect(location == next)
            let base = try #require(URL(string: site.options.publicURL))
            #expect(URL(string: location, relativeTo: base)?.absoluteURL.host() == "roost.test")
        }
    }

    @Test func `a failed attempt keeps the path to return to`() async throws {
        try await withSite { site in
            let browser = Browser(site)
            let reply = try await browser.signIn("alice", password: "wrong", on: "/login?next=%2Fprofile")
            #expect(reply.status == 422)
            #expect(reply.document.input("next")?["value"] == "/profile")
        }
    }
}
