import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct PresenceNewsTests {
    private let room = "/rooms/1-everyone"

    @Test func `programs are told how many are here, and the first by name`() async throws {
        try await withLiveSite { site in
            let client = try await site.apiMember("alice")
            #expect(try await client.get("rooms/1/presence").data["count"] as? Int == 0)
            let (bob, carol) = (try await site.member("bob"), try await site.member("carol"))
            let window = await bob.follow("\(room)/events")
            let socket = await carol.connect()
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed")
            try await window.waits(for: "event: presence\ndata: {\"count\":2,\"people\":[\"bob\",\"carol\"]}")
            let news = try await socket.waits(for: "presence")
            #expect(news["count"] as? Int == 2 && news["people"] as? [String] == ["bob", "carol"])
            let present = try await client.get("rooms/1/presence").data
            #expect(present["count"] as? Int == 2)
            #expect((present["people"] as? [[String: Any]])?.map { $0["nickname"] as? String } == ["bob", "carol"])
            await socket.leave()
            await window.close()
        }
    }
}
