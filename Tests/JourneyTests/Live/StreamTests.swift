import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct LiveStreamTests {
    private let room = "/rooms/1-everyone"

    @Test func `what one says, the other sees, and its changes in the same place`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Before", in: room)
            let window = await bob.follow("\(room)/stream")
            try await window.waits(for: "Before")
            try await alice.say("Hello **Bob**", in: room)
            try await window.waits(for: "<strong>Bob</strong>")
            #expect(window.message(2)?.contains("Hello Bob") == true)
            try await alice.submit("\(room)/messages/2/edit", on: "\(room)/messages/2", ["body": "Hello Bobby"])
            try await window.waits(for: "Bobby")
            #expect(window.message(2)?.contains("edited") == true)
            try await bob.post("\(room)/messages/2/react", [("emoji", "👍")])
            try await window.waits(for: "👍")
            #expect(window.shown("r2")?.all("button").first?["aria-pressed"] == nil)
            try await alice.post("\(room)/messages/2/pin", [("pinned", "1")])
            try await window.waits(for: "<article class=\"message continued pinned\">")
            try await alice.post("\(room)/messages/2/delete")
            try await window.waits(for: "This message was deleted.")
            #expect(window.message(2)?.contains("Bobby") == false)
            #expect(window.shown("r2")?.all("button").isEmpty == true)
            #expect(!window.hasEnded)
            await window.close()
        }
    }

    @Test func `streams are counted, and how they end`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let before = site.inner.metrics.live
            let window = await alice.follow("\(room)/stream")
            try await window.waits(for: "slot=\"beat\"")
            try await alice.say("Count me", in: room)
            try await window.waits(for: "Count me")
            let open = site.inner.metrics.live
            #expect(open.streams[.page] == before.streams[.page] + 1 && open.opened == before.opened + 1)
            #expect(open.deliveries > before.deliveries && open.publishing.count > before.publishing.count)
            try await alice.signOut()
            try await window.waitsForEnd()
            #expect(site.inner.metrics.live.ends[.session] == 1 && site.inner.metrics.live.streams[.page] == 0)
        }
    }

    @Test func `readers of one form get the same bytes`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let windows = [await alice.follow("\(room)/stream"), await bob.follow("\(room)/stream")]
            for window in windows { try await window.waits(for: "slot=\"beat\"") }
            try await alice.say("Same", in: room)
            for window in windows { try await window.waits(for: "Same") }
            let parts = windows.map { $0.text.components(separatedBy: "name=\"m1\"").last?.prefix(300) }
            #expect(parts[0] == parts[1] && parts[0] != nil)
            for window in windows { await window.close() }
        }
    }

    @Test func `one's own mentions are marked by a style sheet, as the messages are the same for all`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let windows = [await alice.follow("\(room)/stream"), await bob.follow("\(room)/stream")]
            try await alice.say("Look, @bob", in: room)
            for (window, name) in zip(windows, ["alice", "bob"]) {
                try await window.waits(for: "<a href=\"/people/bob\" class=\"mention\">@bob</a>")
                #expect(window.text.contains("<link rel=\"stylesheet\" href=\"/people/\(name)/own.css\">"))
                await window.close()
            }
            let style = try await bob.get("/people/bob/own.css")
            #expect(style["Content-Type"] == "text/css; charset=utf-8")
            #expect(style.text.hasPrefix(".mention[href=\"/people/bob\"] {"))
            #expect(try await bob.get("/people/b%22%5D/own.css").status == 404)
        }
    }

    @Test func `one's own reactions are marked by that style sheet, and name those who chose them`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("Cake!", in: room)
            let windows = [await alice.follow("\(room)/stream"), await bob.follow("\(room)/stream")]
            for member in [alice, bob] {
                try await member.submit("\(room)/messages/1/react", on: "\(room)/messages/1", ["emoji": "👍"])
            }
            for window in windows {
                try await window.waits(for: "value=\"👍\" data-by=\"alice bob\" title=\"alice and bob\"")
                await window.close()
            }
            let style = try await bob.get("/people/bob/own.css").text
            #expect(style.contains(".chip[data-by~=\"bob\"] {") && style.contains(".typing[data-by=\"bob\"] {"))
        }
    }

    @Test func `what is new is marked, and read once it is on the page`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await alice.say("News", in: room)
            let recent = try await bob.get("\(room)/recent")
            #expect(recent.text.contains("New since your last visit"))
            let window = await bob.follow("\(room)/stream")
            try await window.waits(for: "New since your last visit")
            try await alice.say("More", in: room)
            try await window.waits(for: "More")
            for _ in 0..<1_000 where try await bob.unread(in: room) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await !bob.unread(in: room))
            await window.close()
        }
    }

    @Test func `who is here is said, and who comes`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let window = await alice.follow("\(room)/stream")
            try await window.waits(for: "Here now: alice")
            let other = await bob.follow("\(room)/stream")
            try await window.waits(for: "Here now: alice, bob")
            await other.close()
            await window.close()
        }
    }

    @Test func `news of other rooms are in the list`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let garden = try await alice.makeRoom("Garden")
            try await bob.post("\(garden)/join")
            let window = await bob.follow("\(room)/stream")
            try await window.waits(for: "Garden")
            try await alice.say("Look!", in: garden)
            try await window.waits(for: "1 unread message")
            #expect(window.shown("rooms")?.text.contains("Garden") == true)
            await window.close()
        }
    }

    @Test func `a conversation that somebody begins is in the list at once`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let window = await bob.follow("\(room)/stream")
            try await window.waits(for: "slot=\"beat\"")
            try await alice.say("Psst", in: alice.submit("/people/bob/message", on: "/people/bob").path)
            try await window.waits(for: "1 unread message")
            #expect(window.shown("rooms")?.all("a").contains { $0["href"] == "/rooms/2-alice#unread" } == true)
            await window.close()
        }
    }

    @Test func `a reaction is sent from the page without a page coming back, and a problem is told there`() async throws
    {
        try await withLiveSite { site in
            let alice = try await site.member()
            try await alice.say("Hello", in: room)
            try await alice.post("\(room)/messages/1/react", [("emoji", "🎉")])
            let window = await alice.follow("\(room)/stream")
            try await window.waits(for: "🎉")
            let form = Form(try #require(window.shown("r1")?.first("form")))
            #expect(form.action == "\(room)/act")
            let reply = try await alice.submit(form, Form.Input(fields: ["emoji": "🎉"]))
            #expect(reply.status == 204 && reply.body.isEmpty && reply["Content-Length"] == nil)
            try await window.waits(for: "name=\"r1\"", count: 2)
            #expect(window.shown("r1")?.all("button").isEmpty == true)
            try await alice.post("\(room)/messages/1/delete")
            #expect(try await alice.submit(form, Form.Input(fields: ["emoji": "🎉"])).status == 204)
            try await window.waits(for: "This message has been deleted.")
            await window.close()
        }
    }
}

/// The end of streams.
extension LiveStreamTests {
    @Test func `who is removed from a room sees nothing more of it`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let club = try await alice.makeRoom("Club", kind: "closed")
            try await alice.post("\(club)/members", [("username", "bob")])
            let window = await bob.follow("\(club)/stream")
            try await window.waits(for: "slot=\"beat\"")
            try await alice.post("\(club)/members/\(try await site.id(of: "bob"))/remove")
            try await window.waitsForEnd()
            try await alice.say("Between us", in: club)
            #expect(!window.text.contains("Between us"))
            let next = await bob.follow("\(club)/stream")
            try await next.waitsForEnd()
            #expect(next.status == 404)
            #expect(next.text.contains("This room is not there for you any more"))
        }
    }

    @Test func `what is written right after a removal does not reach who was removed`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let club = try await alice.makeRoom("Club", kind: "closed")
            try await alice.post("\(club)/members", [("username", "bob")])
            let window = await bob.follow("\(club)/stream")
            try await window.waits(for: "slot=\"beat\"")
            let id = try await site.id(of: "bob")
            try await alice.post("\(club)/members/\(id)/remove")
            for number in 1...20 { try await alice.say("Between us \(number)", in: club) }
            try await window.waitsForEnd()
            #expect(!window.text.contains("Between us"))
        }
    }

    @Test func `a stream ends with its session, and with no other`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let phone = try await site.device()
            let windows = [await alice.follow("\(room)/stream"), await phone.follow("\(room)/stream")]
            for window in windows { try await window.waits(for: "slot=\"beat\"") }
            try await phone.signOut()
            try await windows[1].waitsForEnd()
            try await alice.say("Still here", in: room)
            try await windows[0].waits(for: "Still here")
            await windows[0].close()
        }
    }

    @Test func `a session has four streams, and then a page that loads again`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            var windows: [LiveWindow] = []
            for _ in 1...4 { windows.append(await alice.follow("\(room)/stream")) }
            for window in windows { try await window.waits(for: "slot=\"beat\"") }
            let fifth = await alice.follow("\(room)/stream")
            try await fifth.waitsForEnd()
            #expect(fifth.status == 200 && fifth.text.contains("loaded again every few seconds"))
            await windows[0].close()
            let another = await alice.follow("\(room)/stream")
            try await another.waits(for: "slot=\"beat\"")
            #expect(!another.hasEnded)
            for window in windows.dropFirst() + [another] { await window.close() }
        }
    }

    @Test func `a page ends when it has no place for another message, and the next one has it`() async throws {
        var options = SiteOptions()
        options.liveLimits.slots = 3
        try await withLiveSite(options) { site in
            let alice = try await site.member()
            try await alice.say("one", in: room)
            let window = await alice.follow("\(room)/stream")
            for text in ["two", "three", "four"] { try await alice.say(text, in: room) }
            try await window.waitsForEnd()
            #expect(window.message(3)?.contains("three") == true)
            #expect(window.message(4) == nil)
        }
    }

    @Test func `the messages of somebody who is blocked are folded, for whoever has blocked them`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.post("/people/alice/block")
            let windows = [await alice.follow("\(room)/stream"), await bob.follow("\(room)/stream")]
            for window in windows { try await window.waits(for: "slot=\"beat\"") }
            try await alice.say("Hello", in: room)
            for window in windows { try await window.waits(for: "Hello") }
            #expect(windows[1].shown("m1")?.first("details") != nil)
            #expect(windows[0].shown("m1")?.first("details") == nil)
            for window in windows { await window.close() }
        }
    }

    @Test func `hostile text does not break out of its place`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let window = await alice.follow("\(room)/stream")
            try await window.waits(for: "slot=\"beat\"")
            let text = #"</div></article></template><input type="radio" name="m1" slot="s1" checked><p slot="s1">"#
            try await alice.say(text, in: room)
            try await alice.say("After", in: room)
            try await window.waits(for: "After")
            #expect(window.message(1)?.contains(text) == true)
            #expect(window.message(2)?.contains("After") == true)
            await window.close()
        }
    }
}

extension Browser {
    fileprivate func unread(in room: String) async throws -> Bool {
        try await get("/rooms").document.all("a").contains { $0["href"] == "\(room)#unread" }
    }
}
