import Accounts
import Testing

@testable import SiteTestSupport

@Suite struct PeopleTests {
    private func names(_ reply: Reply) -> [String] {
        reply.document.rows.compactMap(\.first)
    }

    private func hasLink(_ browser: Browser) async throws -> Bool {
        try await browser.get("/profile").document.all("a").contains { $0["href"] == "/people" }
    }

    @Test func `only administrators find the way`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            #expect(try await hasLink(alice))
            #expect(try await !hasLink(bob))
        }
    }

    @Test func `the table says what there is of each person`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            _ = try await site.member("bob", nickname: "Bob <3")
            _ = try await site.accounts.administration.createPerson(username: "carol", by: .commandLine)
            try await site.accounts.administration.disable(site.person("carol").id, by: .commandLine)
            let page = try await alice.get("/people").document
            #expect(
                page.rows == [
                    ["alice", "alice", "Administrator", "2 Nov 2026", "just now", "1", "off", ""],
                    ["bob", "Bob <3", "Member", "2 Nov 2026", "just now", "1", "off", ""],
                    ["carol", "carol", "Member", "2 Nov 2026", "never", "0", "off", "disabled"],
                ])
            let links = page.first("tbody")?.all("a").compactMap { $0["href"] }
            #expect(links == ["/people/1", "/people/2", "/people/3"])
        }
    }

    @Test func `the search finds usernames and nicknames`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            _ = try await site.member("bob", nickname: "Robert & Söhne+")
            for query in ["BO", "& söhne+".replacing("s", with: "S")] {
                let reply = try await alice.submit("/people", on: "/people", ["q": query])
                #expect(names(reply) == ["bob"], "\(query)")
                #expect(reply.document.input("q")?["value"] == query)
            }
            let none = try await alice.submit("/people", on: "/people", ["q": "<b>"])
            #expect(none.text.contains("No username and no nickname contains “&lt;b&gt;”."))
            #expect(none.document.first("table") == nil)
        }
    }

    @Test func `more than one page of people has a link to the next`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice", nickname: "a&b+c")
            for number in 100..<160 {
                _ = try await site.accounts.administration.createPerson(
                    username: "p\(number)", nickname: "a&b+c \(number)", by: .commandLine)
            }
            let first = try await alice.submit("/people", on: "/people", ["q": "A&B+c"])
            #expect(names(first) == ["alice"] + (100..<139).map { "p\($0)" })
            let next = try #require(first.document.all("a").first { $0["rel"] == "next" }?["href"])
            let second = try await alice.get(next)
            #expect(names(second) == (139..<160).map { "p\($0)" })
            #expect(!second.document.all("a").contains { $0["rel"] == "next" })
            let back = try #require(second.document.all("a").first { $0.text == "First page" }?["href"])
            #expect(names(try await alice.get(back)) == names(first))
        }
    }

    @Test(arguments: ["?q=%", "?q=%FF", "?after=%00", "?q=a&q=b"])
    func `an odd query string is no failure`(query: String) async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            #expect(try await alice.get("/people\(query)").status == 200)
        }
    }
}
