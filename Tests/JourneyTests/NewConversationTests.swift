import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct NewConversationTests {
    private static let path = "/rooms/direct"

    @Test func `a few people have one conversation, however they are named`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            for name in ["bob", "carol"] { _ = try await site.member(name) }
            var rooms: Set<String> = []
            for people in ["bob, carol", "@Carol BOB", " carol;alice\tbob,, bob "] {
                let reply = try await alice.submit(Self.path, on: Self.path, ["people": people])
                #expect(reply.status == 200, "\(people)")
                rooms.insert(reply.path)
            }
            #expect(rooms == ["/rooms/2-bob-carol"])
            let pair = try await alice.submit(Self.path, on: Self.path, ["people": "bob"])
            #expect(pair.path == "/rooms/3-bob")
        }
    }

    @Test func `the page leads to everyone whom one can write to`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            _ = try await site.member("bob")
            let page = try await alice.get(Self.path).document
            let link = try #require(page.all("a").first { $0.text == "See who is here" }?["href"])
            #expect(try await alice.get(link).text.contains("bob"))
        }
    }

    @Test func `what is wrong stands beside the field`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            let bob = try await site.member("bob")
            let tooMany = (0..<8).map { "p\($0)" }.joined(separator: " ")
            for (people, message) in [
                ("nobody", "Nobody here has the username nobody."),
                ("zoe bob <b>", "Nobody here has these usernames: <b>, zoe."),
                ("Ⓑob", "Nobody here has the username Ⓑob."),
                (" , ", "A direct conversation is between 2 and 8 people."),
                ("alice", "A direct conversation is between 2 and 8 people."),
                (tooMany, "A direct conversation is between 2 and 8 people."),
            ] {
                let reply = try await alice.submit(Self.path, on: Self.path, ["people": people])
                #expect(reply.status == 422, "\(people)")
                #expect(reply.document.error(of: "people") == message)
                #expect(reply.document.input("people")?["value"] == people)
                #expect(reply.document.first("title")?.text.hasPrefix("Problem:") == true)
            }
            try await bob.submit("/people/alice/block", on: "/people/alice")
            let blocked = try await alice.submit(Self.path, on: Self.path, ["people": "bob"])
            #expect(blocked.status == 422 && blocked.document.error(of: "people") == "You cannot write to this person.")
            #expect(try await site.count("room") == 1)
        }
    }

    @Test func `names that are no usernames bring those whom they may mean`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            for name in ["bob", "bobby", "carol"] { _ = try await site.member(name) }
            let page = try await alice.submit(Self.path, on: Self.path, ["people": "carol bobb"])
            #expect(page.status == 422)
            let buttons = page.document.all("button").filter { $0["name"] == "people" }
            #expect(buttons.map { $0["value"] } == ["carol bobby"])
            let made = try await alice.post(Self.path, [("people", buttons[0]["value"] ?? "")])
            let room = try await alice.get(made.location ?? "")
            #expect(room.path == "/rooms/2-bobby-carol")
            // A nickname of two words, one of which is the username.
            try await alice.submit("/profile/nickname", on: "/profile", ["nickname": "Alice Archer"])
            let carol = try await site.device(of: "carol")
            let words = try await carol.submit(Self.path, on: Self.path, ["people": "Alice Archer"])
            #expect(words.document.all("button").filter { $0["name"] == "people" }.map { $0["value"] } == ["alice"])
        }
    }

    @Test func `only the people of a conversation find it`() async throws {
        try await withSite { site in
            let (alice, carol) = (try await site.member("alice"), try await site.member("carol"))
            let bob = try await site.member("bob")
            let room = try await bob.submit(Self.path, on: Self.path, ["people": "carol"]).path
            #expect(try await carol.get(room).status == 200)
            // Not even an administrator.
            #expect(try await alice.get(room).status == 404)
        }
    }
}
