import Conversation
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct InboxTests {
    private static let room = "/rooms/1-everyone"

    private func finds(_ reply: Reply) -> [Element] {
        reply.document.finds
    }

    @Test func `mentions and answers are in the inbox, the newest first, and lead to the message`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob", nickname: "Bobby"))
            try await bob.say("Hello **@alice**", in: Self.room)
            try await alice.say("Yes?", in: Self.room)
            try await bob.submit("\(Self.room)/messages", on: "\(Self.room)/messages/2", ["body": "No"])
            // Alice has read the mention in the room.
            let inbox = try await alice.get("/mentions")
            #expect(finds(inbox).map { $0.all("p").first?.text } == ["new Reply to you", "Mention"])
            #expect(finds(inbox).map { $0["class"] } == ["find unread", "find"])
            let mention = try #require(finds(inbox).last)
            #expect(mention.all("p").last?.text == "Hello @alice")
            #expect(
                mention.all("a").map { $0["href"] } == ["/people/bob", Self.room, "\(Self.room)?at=1#m1"])
            #expect(mention.all("a").first?.text == "Bobby")
            #expect(try await finds(bob.get("/mentions")).isEmpty)
        }
    }

    @Test func `what was marked as read is not new, and what came since is`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("One @alice", in: Self.room)
            let form = try await alice.get("/mentions").document.form("/mentions/read")
            try await bob.say("Two @alice", in: Self.room)
            let inbox = try await alice.submit(form)
            #expect(inbox.flash == "What was shown is marked as read.")
            #expect(finds(inbox).map { $0["class"] } == ["find unread", "find"])
            let read = try await alice.submit("/mentions/read", on: "/mentions")
            #expect(!read.document.forms.contains { $0.action == "/mentions/read" })
            #expect(try await alice.post("/mentions/read", [("up_to", "x")]).status == 400)
        }
    }

    @Test func `somebody who has left a room finds nothing of it`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            try await alice.say("Hello @bob", in: room)
            #expect(try await finds(bob.get("/mentions")).count == 1)
            try await bob.submit("\(room)/leave", on: room)
            #expect(try await finds(bob.get("/mentions")).isEmpty)
        }
    }

    @Test func `mentions of a deleted message say only that`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.say("Secret @alice", in: Self.room)
            try await bob.submit("\(Self.room)/messages/1/delete", on: "\(Self.room)/messages/1")
            #expect(try await !alice.get("/mentions").text.contains("Secret"))
        }
    }

    @Test func `a direct conversation is called by the others in it, wherever it is named`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let carol = try await site.member("carol", nickname: "Carol C")
            _ = try await site.member("dave", nickname: "<i>Dave</i>")
            let room = try await bob.submit("/rooms/direct", on: "/rooms/direct", ["people": "carol dave"]).path
            try await bob.say("Hello @carol", in: room)
            let path = "/rooms/2-bob-dave"
            let pages = ["/mentions", "/search?q=hello"]
            for page in pages {
                let find = try #require(try await finds(carol.get(page)).first)
                #expect(find.all("a").map(\.text).contains("bob and <i>Dave</i>"))
                #expect(find.all("a").map { $0["href"] } == ["/people/bob", path, "\(path)?at=1#m1"])
            }
            try await carol.submit("\(path)/messages/1/report", on: "\(path)/messages/1", ["reason": "Hm"])
            // Alice is an administrator, and not in the conversation.
            let report = try #require(try await finds(alice.get("/reports")).first)
            #expect(report.text.contains("Direct conversation") && !report.text.contains("Dave"))
            #expect(try await finds(alice.get("/search?q=hello")).isEmpty)
            try await carol.choose(language: "de", timeZone: "")
            #expect(try await carol.get(path).document.first("h1")?.text.contains("bob und <i>Dave</i>") == true)
            for page in pages {
                let find = try #require(try await finds(carol.get(page)).first)
                #expect(find.text.contains("bob und <i>Dave</i>"))
            }
        }
    }

    @Test func `a warning stays without the name of a room that is closed to its reader`() async throws {
        try await withSite { site in
            let (_, bob) = (try await site.member("alice"), try await site.member("bob"))
            let (carol, dave) = (try await site.member("carol"), try await site.member("dave"))
            let room = try await bob.makeRoom("Garden", kind: "closed")
            for name in ["carol", "dave"] {
                try await bob.submit("\(room)/members", on: "\(room)/members", ["username": name])
            }
            try await carol.say("Rude", in: room)
            try await dave.submit("\(room)/messages/1/report", on: "\(room)/messages/1", ["reason": "Hm"])
            _ = try await bob.post("/reports/1/resolve", [("outcome", "warned")])
            #expect(try await finds(carol.get("/mentions")).first?.text.contains("Garden") == true)
            try await carol.submit("\(room)/leave", on: room)
            let warning = try #require(try await finds(carol.get("/mentions")).first)
            #expect(warning.text.contains("A room that you are not in any more") && !warning.text.contains("Garden"))
            #expect(!warning.all("a").contains { $0["href"]?.hasPrefix("/rooms") == true })
        }
    }

    @Test func `an inbox has pages`() async throws {
        var options = SiteOptions()
        options.conversationLimits.messageBurst = 1_000
        try await withSite(options) { site in
            let (alice, _) = (try await site.member("alice"), try await site.member("bob"))
            let member = try await site.conversation.rooms.member(of: 1, by: site.id(of: "bob"))
            for number in 1...60 {
                let draft = MessageDraft(try MessageBody("@alice \(number)"), mentions: ["alice"], key: MessageKey())
                _ = try await site.conversation.messages.post(draft, as: member)
            }
            let first = try await alice.get("/mentions")
            #expect(finds(first).count == 50)
            let next = try #require(first.document.all("a").first { $0["rel"] == "next" }?["href"])
            let second = try await alice.get(next)
            #expect(finds(second).count == 10 && !second.document.all("a").contains { $0["rel"] == "next" })
            #expect(try await alice.get("/mentions?before=x").status == 200)
        }
    }

    @Test(arguments: HostileText.nicknames)
    func `what is quoted is text`(text: String) async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob", nickname: text))
            try await bob.say("@alice `\(text)`", in: Self.room)
            let page = try await alice.get("/mentions").document
            #expect(page.finds.first?.all("a").first?.text == text)
            #expect(page.all("script").isEmpty && page.all("b").isEmpty)
            #expect(!page.root.descendants.contains { $0["onmouseover"] != nil || $0["onerror"] != nil })
        }
    }
}
