import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct PrivacyTests {
    private let room = "/rooms/1-everyone"

    @Test func `both switches are on at first, and keep what was chosen`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            #expect(try await alice.privacy == [true, true])
            for choice in [[false, true], [true, false], [false, false], [true, true]] {
                let page = try await alice.choose(showsPresence: choice[0], sendsReceipts: choice[1])
                #expect(page.flash == "Your privacy settings have been saved.")
                #expect(try await alice.privacy == choice)
            }
        }
    }

    @Test func `who is invisible reads live, and nobody learns of it`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.choose(showsPresence: false)
            let window = await alice.follow("\(room)/stream")
            try await window.waits(for: "Here now: alice")
            let other = await bob.follow("\(room)/stream")
            let socket = await bob.connect()
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed")
            try socket.send(["type": "typing", "room": 1])
            try await alice.say("Hello", in: room)
            for window in [window, other] { try await window.waits(for: "Hello") }
            try await socket.waits(for: "message")
            // A third person comes, so that what would have been told of Bob has been told by then.
            let carol = await (try await site.member("carol")).follow("\(room)/stream")
            try await window.waits(for: "Here now: alice, carol")
            for part in ["bob</p>", "bob,", "is writing"] { #expect(!window.text.contains(part)) }
            await socket.leave()
            for window in [window, other, carol] { await window.close() }
        }
    }

    @Test func `the switch holds for streams and connections that are open`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let window = await alice.follow("\(room)/stream")
            let socket = await bob.connect()
            try socket.send(["type": "subscribe", "room": 1])
            try await window.waits(for: "Here now: alice, bob")
            try socket.send(["type": "typing", "room": 1])
            try await window.waits(for: "bob is writing…")
            try await bob.choose(showsPresence: false)
            try await window.waits(until: "bob is gone") { $0.shown("presence")?.text == "Here now: alice" }
            try await window.waits(until: "nobody writes") { $0.shown("typing")?.text == "" }
            try socket.send(["type": "unsubscribe", "room": 1])
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed", count: 2)
            try await bob.choose()
            try await window.waits(until: "bob is back") { $0.shown("presence")?.text == "Here now: alice, bob" }
            await socket.leave()
            await window.close()
        }
    }

    @Test func `programs see and change it`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let me = try await client.get("users/me").data
            #expect(me["shows_presence"] as? Bool == true && me["sends_receipts"] as? Bool == true)
            let hidden = try await client.patch("users/me", ["shows_presence": false]).data
            #expect(hidden["shows_presence"] as? Bool == false && hidden["sends_receipts"] as? Bool == true)
            let silent = try await client.patch("users/me", ["sends_receipts": false]).data
            #expect(silent["shows_presence"] as? Bool == false && silent["sends_receipts"] as? Bool == false)
            let refused = try await client.patch("users/me", ["nickname": "B", "shows_presence": "no"])
            #expect(refused.status == 422 && refused.problemFields == ["shows_presence"])
            #expect(try await client.get("users/me").data["nickname"] as? String == "alice")
        }
    }
}

extension Browser {
    fileprivate var privacy: [Bool] {
        get async throws {
            let form = try await get("/profile").document.all("input")
            return ["shows_presence", "sends_receipts"].map { name in
                form.contains { $0["name"] == name && $0["checked"] != nil }
            }
        }
    }

    @discardableResult
    func choose(showsPresence: Bool = true, sendsReceipts: Bool = true) async throws -> Reply {
        try await submit(
            "/profile/privacy", on: "/profile",
            ticked: ["shows_presence": showsPresence, "sends_receipts": sendsReceipts])
    }
}
