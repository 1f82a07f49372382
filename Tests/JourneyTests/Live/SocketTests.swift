import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct SocketTests {
    private let room = "/rooms/1-everyone"

    @Test func `a client follows a room and posts in it`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let socket = await alice.connect()
            #expect(socket.response.status.code == 101)
            #expect(socket.response.fields[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            try socket.send(["type": "subscribe", "room": 1, "id": "a"])
            let subscribed = try await socket.waits(for: "subscribed")
            #expect(subscribed["id"] as? String == "a" && subscribed["revision"] as? Int == 0)
            try socket.send(["type": "post", "room": 1, "body": "Hello *there*", "id": "b"])
            #expect(try await socket.waits(for: "posted")["number"] as? Int == 1)
            let event = try await socket.waits(for: "message")
            let message = try #require(event["message"] as? [String: Any])
            #expect(event["room"] as? Int == 1 && message["body"] as? String == "Hello *there*")
            try await alice.post("\(room)/messages/1/react", [("emoji", "👍")])
            try await socket.waits(for: "message", count: 2)
            try await alice.post("\(room)/messages/1/delete")
            let deleted = try await socket.waits(for: "message", count: 3)["message"] as? [String: Any]
            #expect(deleted?["deleted_at"] as? String != nil && deleted?["body"] as? String == "")
            await socket.leave()
        }
    }

    @Test func `who comes back gets what happened meanwhile, once and in order`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            for text in ["one", "two", "three"] { try await alice.say(text, in: room) }
            let socket = await alice.connect()
            try socket.send(["type": "subscribe", "room": 1, "since": 1])
            try await socket.waits(for: "message", count: 2)
            try await alice.say("four", in: room)
            try await socket.waits(for: "message", count: 3)
            let revisions = socket.messages(of: "message").map {
                ($0["message"] as? [String: Any])?["revision"] as? Int
            }
            #expect(revisions == [2, 3, 4])
            try socket.send(["type": "unsubscribe", "room": 1])
            try await socket.waits(for: "unsubscribed")
            try await alice.say("five", in: room)
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed", count: 2)
            #expect(socket.messages(of: "message").count == 3)
            await socket.leave()
        }
    }

    @Test func `who lacks something asks again from where it was, without leaving first`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            for text in ["one", "two"] { try await alice.say(text, in: room) }
            let socket = await alice.connect()
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed")
            try socket.send(["type": "subscribe", "room": 1, "since": 0])
            try await socket.waits(for: "message", count: 2)
            // Without a revision, it is only said that the room is followed.
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed", count: 3)
            try await alice.say("three", in: room)
            try await socket.waits(for: "message", count: 3)
            let numbers = socket.messages(of: "message").map { ($0["message"] as? [String: Any])?["number"] as? Int }
            #expect(numbers == [1, 2, 3])
            try socket.send(["type": "read", "room": 1, "number": 999])
            #expect(try await socket.waits(for: "read")["number"] as? Int == 3)
            await socket.leave()
        }
    }

    @Test func `a room that the address names is followed from the beginning`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let socket = await alice.connect("/live?room=1")
            #expect(try await socket.waits(for: "subscribed")["room"] as? Int == 1)
            try await alice.say("Hello", in: room)
            try await socket.waits(for: "message")
            await socket.leave()
            let other = await alice.connect("/live?room=99")
            #expect(try await other.waits(for: "error")["code"] as? String == "forbidden")
            await other.leave()
            #expect(try await alice.get("/live?room=x").status == 422)
        }
    }

    @Test func `a message sent twice with its key is one message`() async throws {
        try await withLiveSite { site in
            let socket = try await site.member().connect()
            let key = "00112233445566778899aabbccddeeff"
            for _ in 0..<2 { try socket.send(["type": "post", "room": 1, "body": "once", "key": key]) }
            #expect(try await socket.waits(for: "posted", count: 2)["number"] as? Int == 1)
            await socket.leave()
        }
    }

    @Test func `others are told who is writing, until the message is there`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let window = await bob.follow("\(room)/stream")
            let (one, other) = (await alice.connect(), await bob.connect())
            try other.send(["type": "subscribe", "room": 1])
            try await other.waits(for: "subscribed")
            try one.send(["type": "typing", "room": 1])
            #expect(try await other.waits(for: "typing")["people"] as? [String] == ["alice"])
            // Alice's own pages hide it by her name.
            try await window.waits(for: "data-by=\"alice\">alice is writing…")
            try one.send(["type": "post", "room": 1, "body": "there it is"])
            #expect(try await other.waits(for: "typing", count: 2)["people"] as? [String] == [])
            #expect(window.shown("typing")?.text == "")
            for client in [one, other] { await client.leave() }
            await window.close()
        }
    }

    @Test func `what has been read is said by the client`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            for text in ["one", "two"] { try await alice.say(text, in: room) }
            let socket = await bob.connect()
            try socket.send(["type": "read", "room": 1, "number": 2])
            try await socket.waits(for: "read")
            #expect(try await bob.get("/rooms").document.all("span").allSatisfy { $0["class"] != "count" })
            await socket.leave()
        }
    }

    @Test func `a room that is not theirs does not exist`() async throws {
        try await withLiveSite { site in
            let (alice, eve) = (try await site.member("alice"), try await site.member("eve"))
            _ = try await alice.makeRoom("Secret", kind: "closed")
            let socket = await eve.connect()
            for room in [2, 99] {
                try socket.send(["type": "subscribe", "room": room])
                try socket.send(["type": "post", "room": room, "body": "Hello"])
                try socket.send(["type": "typing", "room": room])
                try socket.send(["type": "read", "room": room, "number": 1])
            }
            try await socket.waits(for: "error", count: 8)
            #expect(socket.messages(of: "error").allSatisfy { $0["code"] as? String == "forbidden" })
            #expect(socket.messages.count == 8)
            await socket.leave()
        }
    }

    @Test func `a member who is removed is told so, and the connection stays`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let secret = try await alice.makeRoom("Secret", kind: "closed")
            try await alice.submit("\(secret)/members", on: "\(secret)/members", ["username": "bob"])
            let socket = await bob.connect()
            try socket.send(["type": "subscribe", "room": 2])
            try await socket.waits(for: "subscribed")
            try await bob.post("\(secret)/leave")
            #expect(try await socket.waits(for: "ended")["reason"] as? String == "access")
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed", count: 2)
            await socket.leave()
        }
    }

    @Test func `the connection ends with the session`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let socket = await alice.connect()
            let other = await alice.connect()
            try other.send(["type": "subscribe", "room": 1])
            try await other.waits(for: "subscribed")
            try await alice.signOut()
            #expect(try await socket.waitsForEnd() == 1008)
            #expect(try await other.waitsForEnd() == 1008)
        }
    }

    @Test func `what is no message of ours is answered, and what breaks the rules ends the connection`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let socket = await alice.connect()
            let deep = String(repeating: "[", count: 20_000)
            for text in ["", "[]", "{}", #"{"type":"subscribe"}"#, #"{"type":"nothing","room":1}"#, deep] {
                socket.send(text)
            }
            socket.send(#"{"type":"post","room":1,"body":"x","key":"short"}"#)
            try await socket.waits(for: "error", count: 7)
            #expect(socket.messages(of: "error").allSatisfy { $0["code"] as? String == "malformed" })
            socket.send(opcode: 9, [1, 2, 3])
            try await socket.waitsForPong([1, 2, 3])
            socket.send(opcode: 2, [0])
            #expect(try await socket.waitsForEnd() == 1003)
            let broken = await alice.connect()
            broken.send(opcode: 1, [0xFF])
            #expect(try await broken.waitsForEnd() == 1007)
            let flood = await alice.connect()
            for _ in 0..<2_000 { flood.send(opcode: 9, []) }
            #expect(try await flood.waitsForEnd() == 1008)
        }
    }

    @Test func `only pages of the site can open one, and only for somebody`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            #expect(await alice.connect(headers: ["Origin": "https://evil.example"]).response.status.code == 403)
            #expect(await alice.connect(headers: ["Sec-Fetch-Site": "cross-site"]).response.status.code == 403)
            #expect(await Browser(site).connect().response.status.code == 303)
            let plain = try await alice.get("/live")
            #expect(plain.status == 426 && plain["Sec-WebSocket-Version"] == "13" && plain["Upgrade"] == "websocket")
            let old = await alice.connect(headers: ["Sec-WebSocket-Version": "8"])
            #expect(old.response.status.code == 426)
        }
    }

    @Test func `a program opens one with its token, which ends with the session`() async throws {
        try await withLiveSite { site in
            let program = try await site.apiMember()
            func connect(_ token: String?) async -> SocketClient {
                await Browser(site).connect(
                    "/api/v1/live", headers: token.map { ["Authorization": "Bearer \($0)"] } ?? [:])
            }
            #expect(await connect(nil).response.status.code == 401)
            #expect(await connect("x").response.status.code == 401)
            let read = try await program.post("users/me/tokens", ["name": "Reader", "scope": "read"])
            #expect(await connect(try read.data["token"] as? String).response.status.code == 403)
            let socket = await connect(program.accessToken)
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed")
            // Longer than the token.
            site.clock.advance(by: 1_000)
            try socket.send(["type": "post", "room": 1, "body": "Still here"])
            try await socket.waits(for: "posted")
            try await program.post("auth/refresh", ["refresh_token": program.refreshToken ?? ""])
            let browser = try await site.device(of: "alice")
            let form = try #require(
                try await browser.get("/dashboard").document.forms.first { $0.action.hasSuffix("/revoke") })
            try await browser.submit(form)
            try socket.send(["type": "post", "room": 1, "body": "And now?"])
            #expect(try await socket.waitsForEnd() == 1008)
        }
    }

    @Test func `a session has a limited number of connections`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            var sockets: [SocketClient] = []
            for _ in 0..<4 { sockets.append(await alice.connect()) }
            #expect(await alice.connect().response.status.code == 503)
            await sockets.removeLast().leave()
            let next = await alice.connect()
            #expect(next.response.status.code == 101)
            for socket in sockets + [next] { await socket.leave() }
        }
    }
}
