import Accounts
import Conversation
import Foundation
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct PersonProfileTests {
    @Test func `everyone who is signed in sees a person's page`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob", nickname: "Bobby"))
            _ = try await bob.choose(language: "en", timeZone: "Asia/Tokyo")
            let garden = try await alice.makeRoom("Garden")
            try await bob.submit("\(garden)/join", on: garden)
            _ = try await alice.makeRoom("Elsewhere")
            let page = try await alice.get("/people/bob").document
            #expect(page.first("h1")?.text == "Bobby")
            #expect(page.fact("Username") == "bob")
            #expect(page.fact("Local time") == "2 Nov 2026, 18:30 UTC+9")
            #expect(page.fact("Member since") == "2 Nov 2026")
            #expect(page.avatarsOfPeople.count == 1)
            let rooms = page.all("ul").first { $0["class"] == "common" }
            #expect(rooms?.all("a").map(\.text) == ["Everyone", "Garden"])
            #expect(rooms?.all("a").map { $0["href"] } == ["/rooms/1-everyone", garden])
            #expect(try await bob.get("/people/alice").document.fact("Local time") == nil)
        }
    }

    @Test func `a stranger does not see it`() async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let reply = try await Browser(site).get("/people/alice", follow: false)
            #expect(reply.location == "/login?next=/people/alice")
            let post = try await Browser(site).post("/people/alice/block")
            #expect(post.location == "/login?next=/people/alice")
        }
    }

    @Test(arguments: ["/people/nobody", "/people/Alice", "/people/@alice", "/people/1", "/people/%61lice"])
    func `a name that nobody has is not found`(path: String) async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let bob = try await site.member("bob")
            #expect(try await bob.get(path).status == 404)
        }
    }

    @Test func `a name of digits is written with an at sign, as the number is the administrators' page`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let digits = try await site.member("002")
            let number = try await site.member("123", nickname: "Numeral")
            #expect(try await number.get("/people/002").document.fact("Username") == "002")
            #expect(try await digits.get("/people/@123").document.first("h1")?.text == "Numeral")
            #expect(try await digits.get("/people/123").status == 404)
            #expect(try await alice.get("/people/3").document.first("h1")?.text == "Numeral")
            #expect(try await alice.get("/people/@123").document.all("a").contains { $0["href"] == "/people/3" })
            #expect(try await !digits.get("/people/@123").document.all("a").contains { $0["href"] == "/people/3" })
        }
    }

    @Test func `one's own page offers neither a message nor a block`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let page = try await alice.get("/people/alice").document
            #expect(!page.forms.contains { $0.action.hasPrefix("/people") })
            #expect(page.first("main")?.text.contains("This is you") == true)
            #expect(try await alice.post("/people/alice/block").status == 409)
            #expect(try await alice.post("/people/alice/message").status == 409)
        }
    }

    @Test func `a message leads to the same conversation each time, from both sides`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let first = try await alice.submit("/people/bob/message", on: "/people/bob")
            #expect(first.status == 200 && first.path == "/rooms/2-bob")
            #expect(try await alice.submit("/people/bob/message", on: "/people/bob").path == "/rooms/2-bob")
            #expect(try await bob.submit("/people/alice/message", on: "/people/alice").path == "/rooms/2-alice")
            #expect(try await alice.post("/people/nobody/message").status == 404)
        }
    }

    @Test func `who is blocked says less, and is not told`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let blocked = try await alice.submit("/people/bob/block", on: "/people/bob")
            #expect(blocked.flash == "Blocked.")
            #expect(blocked.text.contains("You have blocked this person"))
            #expect(!blocked.document.forms.contains { $0.action == "/people/bob/message" })
            let page = try await bob.get("/people/alice")
            #expect(!page.text.contains("blocked"))
            #expect(!page.document.forms.contains { $0.action == "/people/alice/message" })
            for reply in [try await bob.post("/people/alice/message"), try await alice.post("/people/bob/message")] {
                #expect(reply.status == 409)
            }
            let profile = try await alice.get("/profile").document
            #expect(profile.all("ul").first { $0["class"] == "blocked" }?.text.contains("bob") == true)
            let free = try await alice.submit("/people/bob/unblock", on: "/profile")
            #expect(free.flash == "You have unblocked this person.")
            #expect(try await bob.submit("/people/alice/message", on: "/people/alice").status == 200)
            #expect(try await alice.get("/profile").document.all("ul").allSatisfy { $0["class"] != "blocked" })
        }
    }

    @Test func `somebody whose account is disabled has a page, and gets no messages`() async throws {
        try await withSite { site in
            let (alice, _) = (try await site.member("alice"), try await site.member("bob"))
            try await site.accounts.administration.disable(site.person("bob").id, by: .commandLine)
            let page = try await alice.get("/people/bob")
            #expect(page.status == 200)
            #expect(!page.document.forms.contains { $0.action == "/people/bob/message" })
            #expect(try await alice.post("/people/bob/message").status == 409)
            let group = try await alice.submit("/rooms/direct", on: "/rooms/direct", ["people": "bob"])
            #expect(group.document.error(of: "people") == "One of these people has no account here any more.")
        }
    }

    @Test(arguments: HostileText.nicknames)
    func `names and a status are text`(text: String) async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob", nickname: text))
            try await bob.submit("/profile/status", on: "/profile", ["status": text])
            let page = try await alice.get("/people/bob").document
            #expect(page.first("h1")?.text == text)
            #expect(page.all("p").first { $0["class"] == "status-line" }?.text == text)
            #expect(page.all("script").isEmpty && page.all("b").isEmpty)
            #expect(!page.root.descendants.contains { $0["onmouseover"] != nil || $0["onerror"] != nil })
            #expect(try await bob.get("/profile").document.input("status")?["value"] == text)
        }
    }
}

extension Document {
    fileprivate var avatarsOfPeople: [Element] {
        first("main")?.all("img").filter { $0["class"] == "avatar" } ?? []
    }
}
