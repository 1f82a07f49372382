import Conversation
import Markup
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct MessageSearchTests {
    private static let room = "/rooms/1-everyone"

    private func search(_ browser: Browser, _ query: String, order: String = "newest") async throws -> Reply {
        try await browser.submit("/search", on: "/search", ["q": query, "order": order])
    }

    @Test func `messages are found, marked, and linked`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("Who waters the béans?", in: Self.room)
            try await bob.say("Beans & beans", in: Self.room)
            let page = try await search(alice, "BEANS")
            #expect(page.document.finds.count == 2)
            #expect(page.document.finds.first?.all("mark").map(\.text) == ["Beans", "beans"])
            let second = try #require(page.document.finds.last)
            #expect(second.all("mark").map(\.text) == ["béans"])
            #expect(second.all("a").map { $0["href"] } == ["/people/bob", Self.room, "\(Self.room)?at=1#m1"])
            #expect(page.document.input("q")?["value"] == "BEANS")
            #expect(try await search(alice, "from:bob waters").document.finds.count == 1)
            #expect(try await search(alice, "from:alice waters").document.finds.isEmpty)
            #expect(try await search(alice, "in:everyone wat*").document.finds.count == 1)
        }
    }

    @Test func `people of that name come before the messages`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.submit("/profile/nickname", on: "/profile", ["nickname": "Robert <B>"])
            try await bob.say("Robert waters the beans", in: Self.room)
            let page = try await search(alice, "robert").document
            let people = try #require(page.first("main")?.all("ul").first { $0["class"] == "found-people" })
            #expect(people.all("a").map { $0["href"] } == ["/people/bob"])
            #expect(people.text.contains("Robert <B>") && page.finds.count == 1)
            for none in ["beans", "from:bob"] {
                #expect(try await search(alice, none).document.all("ul").allSatisfy { $0["class"] != "found-people" })
            }
        }
    }

    @Test func `a room leads to the search in it`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let room = try await alice.makeRoom("Beans & Co")
            for place in [room, Self.room] { try await alice.say("Water them", in: place) }
            let link = try await alice.get(room).document.all("a").first { $0.text == "Search this room" }
            let found = try await alice.get(#require(link?["href"])).document
            #expect(found.input("q")?["value"] == #"in:"Beans & Co" "#)
            #expect(found.finds.map { $0.all("a").last?["href"] } == ["\(room)?at=1#m1"])
            let odd = try await alice.get(alice.makeRoom(#"The "new" room"#)).document
            #expect(odd.all("a").contains { $0.text == "Search this room" } == false)
        }
    }

    @Test(arguments: [
        ("**Beans** and *be*ans", "Beans and beans", ["Beans", "beans"]),
        ("The [ripe **beans**](https://example.org/a)", "The ripe beans", ["beans"]),
        ("Edit `beans.txt` in\n```sh\ncat beans\n```", "Edit beans.txt in\ncat beans", ["beans", "beans"]),
        ("> beans\n\n- beans\n- ~~beans~~", "beans\nbeans\nbeans", ["beans", "beans", "beans"]),
        ("[Recipe](https://example.org/beans)", "Recipe", []),
        ("See https://example.org/beans", "See https://example.org/beans", ["beans"]),
        ("@alice #Everyone beans", "@alice #Everyone beans", ["beans"]),
        ("beans <b>beans</b>", "beans <b>beans</b>", ["beans", "beans"]),
    ])
    func `what is found is shown as it reads, not as it was typed`(
        source: String, text: String, marks: [String]
    ) async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            try await alice.say(source, in: Self.room)
            let hit = try #require(try await search(alice, "beans").document.finds.first)
            let excerpt = try #require(hit.all("p").last)
            let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
            #expect(words(excerpt.text) == words(text) && excerpt.all("mark").map(\.text) == marks)
        }
    }

    @Test func `the best hits come first where that is asked for`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.say("bee bee bee", in: Self.room)
            try await alice.say("A bee, and a good deal more that is not about it at all", in: Self.room)
            #expect(try await search(alice, "bee").document.finds.first?.all("mark").count == 1)
            let best = try await search(alice, "bee", order: "best")
            #expect(best.document.finds.first?.all("mark").count == 3)
            #expect(best.document.chosen("order") == "best")
        }
    }

    @Test(arguments: [
        ("", "Please enter what to search for."),
        ("before:tomorrow bee", "Please write a day like this: 2026-01-31."),
        (String(repeating: "bee ", count: 200), "This is too long to search for."),
        ("from:nobody bee", "Nobody here has the username “nobody”."),
        ("in:nowhere", "You see no room called “nowhere”."),
    ])
    func `what is wrong with a query stands beside the field`(query: String, message: String) async throws {
        try await withSite { site in
            let alice = try await site.member()
            let page = try await search(alice, query)
            #expect(page.status == 200)
            #expect(page.document.error(of: "q") == message)
            #expect(page.document.first("title")?.text.hasPrefix("Problem:") == true)
        }
    }

    @Test(arguments: ["?q=%FF", "?q=a&after=x", "?q=a&order=x", "?after=1.2.3", "?q=a&after=-1.1.1", "?q=a&q=b"])
    func `an odd address is no failure`(query: String) async throws {
        try await withSite { site in
            let alice = try await site.member()
            #expect(try await alice.get("/search\(query)").status == 200)
        }
    }

    @Test func `nobody finds what they may not read`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let carol = try await site.member("carol")
            let room = try await bob.makeRoom("Garden", kind: "closed")
            try await bob.submit("\(room)/members", on: "\(room)/members", ["username": "carol"])
            try await bob.say("The beans are ripe", in: room)
            #expect(try await search(carol, "beans").document.finds.count == 1)
            // Not even an administrator.
            #expect(try await search(alice, "beans").document.finds.isEmpty)
            #expect(try await search(alice, "beans in:2").document.finds.isEmpty)
            try await carol.submit("\(room)/leave", on: room)
            let page = try await search(carol, "beans")
            #expect(page.document.finds.isEmpty && page.text.contains("No message in your rooms has all of that."))
        }
    }

    @Test func `messages of blocked people are folded`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("beans", in: Self.room)
            try await alice.submit("/people/bob/block", on: "/people/bob")
            let hit = try #require(try await search(alice, "beans").document.finds.first)
            #expect(hit.all("details").first?.all("mark").count == 1 && hit.all("details").first?["open"] == nil)
        }
    }

    @Test func `many hits have pages`() async throws {
        var options = SiteOptions()
        options.conversationLimits.messageBurst = 1_000
        try await withSite(options) { site in
            let alice = try await site.member()
            let member = try await site.conversation.rooms.member(of: 1, by: site.id(of: "alice"))
            for number in 1...120 {
                let draft = MessageDraft(try MessageBody("bee & \(number)"), key: MessageKey())
                _ = try await site.conversation.messages.post(draft, as: member)
            }
            for order in ["newest", "best"] {
                var page = try await search(alice, "\"bee\"", order: order)
                var found = page.document.finds.count
                while let next = page.document.all("a").first(where: { $0["rel"] == "next" })?["href"] {
                    page = try await alice.get(next)
                    found += page.document.finds.count
                }
                #expect(found == 120)
                let back = try #require(page.document.all("a").first { $0.text == "First page" }?["href"])
                #expect(try await alice.get(back).document.finds.count == 50)
            }
        }
    }

    @Test(arguments: HostileText.nicknames)
    func `what is searched and what is found is text`(text: String) async throws {
        try await withSite { site in
            let alice = try await site.member(nickname: text)
            try await alice.say("needle \(text) needle", in: Self.room)
            for query in ["needle", "needle \(text)", text] {
                let page = try await search(alice, query).document
                #expect(page.input("q")?["value"] ?? "" == query)
                #expect(page.all("script").isEmpty && page.all("b").isEmpty)
                #expect(!page.root.descendants.contains { $0["onmouseover"] != nil || $0["onerror"] != nil })
            }
            let hit = try #require(try await search(alice, "needle").document.finds.first)
            #expect(hit.all("p").last?.text == Markup.parse("needle \(text) needle").plainText)
        }
    }
}
