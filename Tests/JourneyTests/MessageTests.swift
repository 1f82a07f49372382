import Foundation
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct MessageTests {
    private static let room = "/rooms/1-everyone"
    private static let message = "\(room)/messages/1"

    @Test func `every message has a page with what its author may do`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let link = try await alice.say("Hello", in: Self.room).document.message(1)?.all("a")
                .first { $0["class"] == "at" }
            #expect(link?["href"] == Self.message)
            let own = try await alice.get(Self.message).document
            let actions = ["edit", "delete", "react", "pin"].map { "\(Self.message)/\($0)" }
            let ownActions = Set(own.forms.map(\.action))
            #expect(ownActions.isSuperset(of: actions))
            #expect(!ownActions.contains("\(Self.message)/report"))
            let otherActions = Set(try await bob.get(Self.message).document.forms.map(\.action))
            #expect(otherActions.contains("\(Self.message)/report"))
            #expect(!otherActions.contains("\(Self.message)/edit"))
            #expect(try await bob.get("\(Self.room)/messages/2").status == 404)
        }
    }

    @Test func `a message of the plain page leads to its reply and to more`() async throws {
        try await withSite { site in
            let alice = try await site.member("alice")
            func actions() async throws -> [String?] {
                let message = try await alice.get(Self.room).document.message(1)
                let line = message?.all("p").first { $0["class"] == "answer" }
                return line?.all("a").map { $0["href"] } ?? []
            }
            try await alice.say("Hello", in: Self.room)
            #expect(try await actions() == ["\(Self.message)#body", Self.message])
            #expect(try await alice.get(Self.message).document.element(id: "body") != nil)
            try await alice.post("\(Self.message)/delete")
            #expect(try await actions() == [Self.message])
        }
    }

    @Test func `what one reader has seen is neither kept for long nor shown to another as theirs`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Ask @bob about @carol", in: Self.room)
            func mentions(_ reader: Browser) async throws -> [String?] {
                let message = try await reader.get(Self.room).document.message(1)
                return message?.all("a").map { $0["class"] }.filter { $0?.contains("mention") == true } ?? []
            }
            for _ in 0..<2 {
                #expect(try await mentions(alice) == ["mention"])
                #expect(try await mentions(bob) == ["mention own-mention"])
            }
            // A name that somebody takes becomes a link, and a new nickname is shown.
            _ = try await site.member("carol")
            #expect(try await mentions(alice) == ["mention", "mention"])
            try await alice.rename(to: "Alice the Second")
            #expect(try await bob.get(Self.room).document.message(1)?.text.contains("Alice the Second") == true)
            try await bob.post("\(Self.message)/react", [("emoji", "👍")])
            #expect(try await alice.get(Self.room).document.message(1)?.text.contains("👍") == true)
            try await alice.submit("\(Self.message)/edit", on: Self.message, ["body": "Never mind"])
            #expect(try await mentions(bob).isEmpty)
        }
    }

    @Test func `a message tells apart people who call themselves the same`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.rename(to: "Alice")
            try await bob.rename(to: "Alice")
            try await alice.say("Mine", in: Self.room)
            try await bob.say("Not hers", in: Self.room)
            let page = try await alice.get(Self.room).document
            let names = [1, 2].map { page.message($0)?.all("p").first { $0["class"] == "by" }?.all("bdi").map(\.text) }
            #expect(names == [["Alice"], ["Alice", "@bob"]])
            let found = try await alice.get("/search?q=hers").document.finds.first
            #expect(found?.all("bdi").map(\.text).prefix(2) == ["Alice", "@bob"])
        }
    }

    @Test func `an answer quotes what it answers, and leads there`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Who waters the **beans**?", in: Self.room)
            let page = try await bob.submit("\(Self.room)/messages", on: Self.message, ["body": "Me"])
            let quote = try #require(page.document.message(2)?.all("p").first { $0["class"] == "quote" })
            #expect(quote.text.contains("Who waters the beans?"))
            #expect(quote.all("a").first?["href"] == "\(Self.room)?at=1#m1")
        }
    }

    @Test func `an edited message says so, and moderators see what it was`() async throws {
        try await withSite { site in
            let (bob, alice) = (try await site.member("bob"), try await site.member("alice"))
            let room = try await bob.makeRoom("Garden")
            try await alice.submit("\(room)/join", on: room)
            try await alice.say("First", in: room)
            let message = "\(room)/messages/1"
            let page = try await alice.submit("\(message)/edit", on: message, ["body": "Second"])
            #expect(page.document.message(1)?.text.contains("Second") == true)
            #expect(page.document.message(1)?.text.contains("edited") == true)
            #expect(try await bob.get(message).text.contains("First"))
            #expect(try await !alice.get(message).text.contains("First"))
            let empty = try await alice.submit("\(message)/edit", on: message, ["body": ""])
            #expect(empty.status == 422)
            #expect(empty.document.error(of: "text") == "Please write something first.")
            #expect(try await bob.post("\(message)/edit", [("body", "Mine")]).status == 403)
        }
    }

    @Test func `a deleted message leaves only its place`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("A secret", in: Self.room)
            try await bob.submit("\(Self.message)/react", on: Self.message, ["emoji": "🐝"])
            let page = try await bob.submit("\(Self.message)/delete", on: Self.message)
            #expect(page.flash == "The message has been deleted.")
            #expect(page.document.message(1)?.text.contains("This message was deleted.") == true)
            #expect(!page.text.contains("A secret") && !page.text.contains("🐝"))
            #expect(try await !alice.get(Self.message).text.contains("A secret"))
            #expect(try await alice.post("\(Self.message)/react", [("emoji", "👍")]).status == 422)
        }
    }

    /// The first to sign up is an administrator.
    @Test func `an administrator deletes what others say, a member does not`() async throws {
        try await withSite { site in
            let (alice, bob, carol) = (
                try await site.member("alice"), try await site.member("bob"), try await site.member("carol")
            )
            try await bob.say("Nonsense", in: Self.room)
            #expect(try await carol.post("\(Self.message)/delete").status == 403)
            try await alice.submit("\(Self.message)/delete", on: Self.message)
            #expect(try await !bob.get(Self.room).text.contains("Nonsense"))
        }
    }

    @Test func `reactions are counted, marked as one's own, and taken away`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Hello", in: Self.room)
            try await alice.submit("\(Self.message)/react", on: Self.message, ["emoji": "👍"])
            let page = try await bob.submit("\(Self.message)/react", on: Self.room, ["emoji": "👍"])
            let chip = try #require(page.document.message(1)?.all("button").first)
            #expect(chip.text == "👍 2" && chip["aria-pressed"] == "true")
            #expect(chip["title"] == "alice and bob" && chip["data-by"] == nil)
            #expect(try await alice.get(Self.message).document.all("dd").contains { $0.text == "alice and bob" })
            let less = try await bob.submit("\(Self.message)/react", on: Self.room, ["emoji": "👍"])
            let other = try #require(less.document.message(1)?.all("button").first)
            #expect(other.text == "👍 1" && other["aria-pressed"] == "false")
        }
    }

    @Test(arguments: ["", "ok", "👍👍", "<b>", "1"])
    func `a reaction is one emoji`(text: String) async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.say("Hello", in: Self.room)
            let page = try await alice.post("\(Self.message)/react", [("emoji", text)])
            #expect(page.status == 422)
            #expect(page.document.error(of: "emoji") == "Please enter one emoji.")
            #expect(page.document.all("input").first { $0["id"] == "emoji" }?["value"] ?? "" == text)
        }
    }

    @Test func `a pinned message is on the page of pins until it is taken down`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.say("Rules", in: Self.room)
            try await alice.submit("\(Self.message)/pin", on: Self.message, ["pinned": "1"])
            #expect(try await alice.get("\(Self.room)/pins").document.numbers == [1])
            try await alice.submit("\(Self.message)/pin", on: Self.message, ["pinned": "0"])
            #expect(try await alice.get("\(Self.room)/pins").document.numbers == [])
        }
    }

    @Test func `a report needs a reason, and reaches the moderators`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Rude", in: Self.room)
            let refused = try await bob.submit("\(Self.message)/report", on: Self.message, ["reason": " "])
            #expect(refused.status == 422 && refused.document.error(of: "reason") != nil)
            let page = try await bob.submit("\(Self.message)/report", on: Self.message, ["reason": "It is rude"])
            #expect(page.flash == "Thank you. The moderators will look at it.")
            let queue = try await site.conversation.moderation.queue(by: try await site.id(of: "alice"))
            #expect(queue.reports.map(\.reason) == ["It is rude"])
            #expect(try await alice.post("\(Self.message)/report", [("reason", "x")]).status == 422)
        }
    }

    @Test func `messages of one person stand under one name for five minutes`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            for seconds in [0, 60, 400, 80_000] {
                site.clock.advance(by: Double(seconds))
                try await alice.say("Hello", in: Self.room)
            }
            let page = try await alice.get(Self.room).document
            let continued = page.messages.map { $0["class"]?.contains("continued") == true }
            #expect(continued == [false, true, false, false])
            let days = page.all("li").filter { $0["class"] == "day" }
            #expect(days.map(\.text) == ["2 Nov 2026", "3 Nov 2026"])
        }
    }

    @Test func `names of people and rooms are links where they exist`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            _ = try await alice.makeRoom("Garden")
            let page = try await alice.say("@alice and @nobody meet in #Garden, not in #Nowhere", in: Self.room)
            let links = try #require(page.document.message(1)?.all("a").compactMap { $0["href"] })
            #expect(links.contains("/people/alice") && links.contains("/rooms/2-garden"))
            #expect(!links.contains { $0.contains("nobody") || $0.contains("Nowhere") })
            #expect(page.document.message(1)?.all("a").contains { $0["class"] == "mention own-mention" } == true)
        }
    }

    @Test func `messages of blocked people are folded`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("Look at me", in: Self.room)
            try await site.conversation.people.block(username: "bob", by: try await site.id(of: "alice"))
            try await alice.post("\(Self.room)/messages/1/pin")
            let carol = try await site.member("carol")
            try await carol.submit("\(Self.room)/messages", on: "\(Self.room)?reply=1", ["body": "No"])
            let pinned = try await alice.get("\(Self.room)/pins").document.message(1)
            #expect(pinned?.all("details").first?.text.contains("Look at me") == true)
            for page in [Self.room, "/rooms"] {
                let document = try await alice.get(page).document
                #expect(
                    document.all("p").allSatisfy {
                        !["quote", "last"].contains($0["class"]) || !$0.text.contains("Look at me")
                    })
            }
            let folded = try await alice.get(Self.room).document.message(1)?.all("details").first
            #expect(folded?.text.contains("Look at me") == true && folded?["open"] == nil)
        }
    }
}
