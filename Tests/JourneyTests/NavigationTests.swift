import TestSupport
import Testing

@testable import SiteTestSupport

/// The header of every page.
@Suite struct NavigationTests {
    private static let room = "/rooms/1-everyone"

    private func links(_ page: Reply) -> [Element] {
        page.document.first("nav")?.all("a") ?? []
    }

    /// What the link to the inbox says.
    private func mentions(_ page: Reply) -> String? {
        links(page).first { $0["href"] == "/mentions" }?.text
    }

    @Test func `every page of somebody who is signed in leads to rooms, mentions and search`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let pages = [
                "/dashboard", "/rooms", Self.room, "/rooms/new", "/mentions", "/search", "/profile", "/nowhere",
            ]
            for path in pages {
                let page = try await alice.get(path)
                let named = links(page).prefix(4).map { "\($0.text) \($0["href"] ?? "")" }
                #expect(named == ["Dashboard /dashboard", "Rooms /rooms", "Mentions /mentions", "Search /search"])
            }
            let stranger = try await Browser(site).get("/login")
            #expect(links(stranger).map { $0["href"] } == ["/login", "/signup"])
        }
    }

    @Test func `the header says where one is`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let pages = [
                ("/dashboard", "/dashboard"), (Self.room, "/rooms"), ("/rooms/new", "/rooms"),
                ("/mentions", "/mentions"),
                ("/search?q=x", "/search"), ("/profile", "/profile"), ("/profile/tokens", "/profile"),
                ("/nowhere", nil),
            ]
            for (path, section) in pages {
                let current = try await links(alice.get(path)).filter { $0["aria-current"] == "page" }
                #expect(current.map { $0["href"] } == (section.map { [$0] } ?? []), "\(path)")
            }
        }
    }

    @Test func `the unread mentions are counted, on pages that are kept, too`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let pages = ["/dashboard", "/rooms", "/profile", "/mentions", "/nowhere"]
            for path in pages { #expect(try await mentions(alice.get(path)) == "Mentions") }
            for number in 1...2 {
                try await bob.say("Hello @alice", in: Self.room)
                for path in pages { #expect(try await mentions(alice.get(path)) == "Mentions \(number) unread") }
            }
            #expect(try await mentions(bob.get("/dashboard")) == "Mentions")
            let read = try await alice.submit("/mentions/read", on: "/mentions")
            #expect(mentions(read) == "Mentions")
            for path in pages { #expect(try await mentions(alice.get(path)) == "Mentions") }
        }
    }

    @Test func `mentions on the page of a room count as read there`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("Hello @alice", in: Self.room)
            #expect(try await mentions(alice.get("/dashboard")) == "Mentions 1 unread")
            #expect(try await mentions(alice.get(Self.room)) == "Mentions")
            #expect(try await mentions(alice.get("/dashboard")) == "Mentions")
        }
    }

    @Test func `the header speaks German`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.choose(language: "de", timeZone: "")
            try await bob.say("Hallo @alice", in: Self.room)
            let page = try await alice.get("/profile")
            #expect(mentions(page) == "Erwähnungen 1 ungelesen")
            #expect(links(page).prefix(4).map(\.text).last == "Suchen")
        }
    }

    @Test func `a page is shown without the count where that cannot be read`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            try await site.database.write { try $0.run("ALTER TABLE membership RENAME TO missing") }
            for (path, status) in [("/rooms/new", 200), ("/nowhere", 404)] {
                let page = try await alice.get(path)
                #expect(page.status == status && mentions(page) == "Mentions")
            }
        }
    }
}
