import Accounts
import Conversation
import Foundation
import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct RoomTests {
    @Test func `everyone is in the first room, and finds it on the dashboard`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let dashboard = try await alice.get("/dashboard").document
            let link = try #require(dashboard.all("a").first { $0["href"] == "/rooms/1-everyone" })
            #expect(link.text.contains("Everyone"))
            let room = try await alice.get("/rooms/1-everyone")
            #expect(room.status == 200)
            #expect(room.document.first("h1")?.text == "Everyone")
        }
    }

    @Test func `a message that is sent stands in the room, for others as unread`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let page = try await alice.say("Hello **everyone**", in: "/rooms/1-everyone")
            #expect(page.status == 200 && page.path == "/rooms/1-everyone")
            let message = try #require(page.document.messages.first)
            #expect(message.all("strong").map(\.text) == ["everyone"])
            #expect(message.text.contains("alice"))
            let list = try await bob.get("/rooms").document
            let row = try #require(list.all("a").first { $0["href"] == "/rooms/1-everyone#unread" })
            #expect(row.text.contains("1 unread message"))
            let room = try await bob.get("/rooms/1-everyone").document
            #expect(room.element(id: "unread") != nil)
            #expect(try await bob.get("/rooms/1-everyone").document.element(id: "unread") == nil)
            #expect(try await !bob.get("/rooms").document.all("a").contains { $0.text.contains("unread") })
        }
    }

    @Test func `a HEAD request marks nothing as read`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Hello", in: "/rooms/1-everyone")
            _ = try await bob.exchange(WireRequest(method: "HEAD", path: "/rooms/1-everyone"))
            #expect(try await bob.get("/rooms/1-everyone").document.element(id: "unread") != nil)
        }
    }

    @Test func `a form that is sent twice is one message`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let form = try await alice.get("/rooms/1-everyone").document.form("/rooms/1-everyone/messages")
            for _ in 0..<3 {
                let reply = try await alice.submit(form, Form.Input(fields: ["body": "Once"]), follow: false)
                #expect(reply.location == "/rooms/1-everyone#m1")
            }
            #expect(try await alice.get("/rooms/1-everyone").document.messages.count == 1)
        }
    }

    @Test func `an empty or endless message comes back with what was written`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let empty = try await alice.say("  \n ", in: "/rooms/1-everyone")
            #expect(empty.status == 422)
            #expect(empty.document.error(of: "body") == "Please write something first.")
            #expect(empty.document.first("title")?.text.hasPrefix("Problem:") == true)
            let text = String(repeating: "ä", count: 4_001)
            let long = try await alice.say(text, in: "/rooms/1-everyone")
            #expect(long.status == 422)
            #expect(long.document.error(of: "body") == "This has 4001 characters. It may have 4000.")
            #expect(
                try long.document.form("/rooms/1-everyone/messages").controls.first { $0.name == "body" }?.value == text
            )
        }
    }

    @Test func `a flood is stopped with the text kept, and others still write`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            for number in 1...10 { try await alice.say("\(number)", in: "/rooms/1-everyone") }
            let refused = try await alice.say("one too many", in: "/rooms/1-everyone")
            #expect(refused.status == 429)
            #expect(refused["Retry-After"] == "1")
            #expect(refused.document.error(of: "body")?.hasPrefix("That was a lot at once.") == true)
            #expect(refused.text.contains("one too many"))
            #expect(try await bob.say("Me too", in: "/rooms/1-everyone").status == 200)
        }
    }

    @Test func `the path of a room mends itself, with its query`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            for path in ["/rooms/1", "/rooms/1-every", "/rooms/1-EVERYONE"] {
                #expect(try await alice.get("\(path)?at=7", follow: false).location == "/rooms/1-everyone?at=7")
            }
            for path in ["/rooms/01-everyone", "/rooms/0", "/rooms/-1", "/rooms/everyone", "/rooms/9"] {
                #expect(try await alice.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `an open room is found, read, joined and left`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden", description: "Beds and bees")
            try await alice.say("Hello", in: room)
            let list = try await bob.get("/rooms").document
            #expect(list.first("main")?.text.contains("Beds and bees") == true)
            let outside = try await bob.get(room).document
            #expect(outside.messages.count == 1)
            #expect(!outside.forms.contains { $0.action == "\(room)/messages" })
            #expect(try await bob.post("\(room)/messages", [("body", "Hi")]).status == 403)
            let inside = try await bob.submit("\(room)/join", on: room)
            #expect(inside.path == room && inside.flash == "You have joined the room.")
            #expect(try await bob.say("Hi", in: room).document.messages.count == 2)
            let left = try await bob.submit("\(room)/leave", on: room)
            #expect(left.path == "/rooms" && left.flash == "You have left the room.")
            #expect(try await bob.post("\(room)/messages", [("body", "Hi")]).status == 403)
        }
    }

    @Test func `the last owner cannot leave, and nobody leaves the first room`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            let refused = try await alice.submit("\(room)/leave", on: room)
            #expect(refused.status == 409)
            #expect(refused.text.contains("The room needs an owner."))
            // Somebody else can be made one on the page that says so.
            #expect(refused.document.forms.contains { $0.action == "\(room)/members/2/role" })
            #expect(try await bob.post("/rooms/1-everyone/leave").status == 409)
        }
    }

    @Test func `a room needs a name, and its form keeps what was entered`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let page = try await alice.submit("/rooms/new", on: "/rooms/new", ["name": " ", "description": "Bees"])
            #expect(page.status == 422)
            #expect(page.document.error(of: "name") == "Please write something here.")
            #expect(page.document.input("description")?["value"] == "Bees")
            let taken = try await alice.submit("/rooms/new", on: "/rooms/new", ["name": "Everyone"])
            #expect(taken.status == 422)
            #expect(taken.document.error(of: "name") == "Another open room has this name.")
            let room = try await alice.makeRoom("Garden")
            let renamed = try await alice.submit("\(room)/settings", on: "\(room)/settings", ["name": "Everyone"])
            #expect(renamed.status == 422)
            #expect(renamed.document.error(of: "name") == "Another open room has this name.")
        }
    }

    @Test func `a room whose last message was deleted says so in the list`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.say("Oops", in: "/rooms/1-everyone")
            let message = "/rooms/1-everyone/messages/1"
            try await alice.submit("\(message)/delete", on: message)
            let last = try await alice.get("/rooms").document.all("p").first { $0["class"] == "last" }
            #expect(last?.text.hasPrefix("This message was deleted.") == true)
        }
    }

    @Test func `pages of a room are found by number, by day, and from the first unread message`() async throws {
        var options = SiteOptions()
        options.conversationLimits.messageBurst = 1_000
        try await withSite(options) { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let member = try await site.conversation.rooms.member(of: 1, by: try await site.id(of: "alice"))
            for number in 1...130 {
                if number == 61 { site.clock.advance(by: 80_000) }
                let draft = MessageDraft(try MessageBody("message \(number)"), key: MessageKey())
                _ = try await site.conversation.messages.post(draft, as: member)
            }
            let newest = try await alice.get("/rooms/1-everyone").document
            #expect(newest.numbers == Array(81...130))
            let older = try #require(newest.all("a").first { $0["rel"] == "prev" }?["href"])
            #expect(try await alice.get(older).document.numbers == Array(31...80))
            let around = try await alice.get("/rooms/1-everyone?at=60").document
            #expect(around.numbers.contains(60) && around.numbers.count == 50)
            let newer = try #require(around.all("a").first { $0["rel"] == "next" }?["href"])
            #expect(try await alice.get(newer).document.numbers.first == around.numbers.last.map { $0 + 1 })
            let day = try await alice.get("/rooms/1-everyone?date=2026-11-03", follow: false)
            #expect(day.location == "/rooms/1-everyone?at=61#m61")
            let future = try await alice.get("/rooms/1-everyone?date=2027-01-01")
            #expect(future.flash == "Nothing was said on that day or later. Here is the newest.")
            let unread = try await bob.get("/rooms/1-everyone").document
            #expect(unread.numbers.first == 1)
            let next = try #require(unread.all("a").first { $0["rel"] == "next" }?["href"])
            _ = try await bob.get(next)
            let list = try await bob.get("/rooms").document
            let row = try #require(list.all("a").first { $0["href"] == "/rooms/1-everyone#unread" })
            #expect(row.text.contains("30 unread messages"))
        }
    }

    @Test func `one hides a room and finds it again`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.submit("/rooms/1-everyone/level", on: "/rooms/1-everyone", ["level": "hidden"])
            #expect(try await !alice.get("/dashboard").document.all("a").contains { $0["href"] == "/rooms/1-everyone" })
            let list = try await alice.get("/rooms").document
            #expect(list.first("details")?.all("a").map { $0["href"] } == ["/rooms/1-everyone"])
        }
    }
}
