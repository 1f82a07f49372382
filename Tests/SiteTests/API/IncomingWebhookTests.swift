import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct IncomingWebhookTests {
    private func make(_ client: APIClient, _ name: String = "Builds", in room: Int = 1) async throws -> String {
        let reply = try await client.post("rooms/\(room)/hooks", ["name": name])
        try #require(reply.status == 201)
        let url = try #require(try reply.data["url"] as? String)
        return String(url.dropFirst(client.site.options.publicURL.count))
    }

    /// Sends as another service does: without a token.
    private func send(
        _ site: TestSite, _ path: String, _ body: String, type: String = "application/json",
        headers: [String: String] = [:]
    ) async throws -> Reply {
        try await APIClient(site).send(
            "POST", path, headers: headers.merging(["Content-Type": type]) { $1 }, body: Array(body.utf8))
    }

    @Test func `another service posts in a room, marked as an app, until the webhook is revoked`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let path = try await make(alice)
            #expect(path.hasPrefix("/hooks/") && path.count == "/hooks/".count + 43)
            let sent = try await send(site, path, #"{"text":"Build 812 is *green*, @alice."}"#)
            #expect(sent.status == 200 && sent.text == "ok" && sent["Set-Cookie"] == nil)
            #expect(sent["RateLimit"] == #""messages";r=9;t=1"#)
            let message = try await alice.get("rooms/1/messages/1").data
            let author = try #require(message["author"] as? [String: Any])
            #expect(author["nickname"] as? String == "Builds" && author["is_app"] as? Bool == true)
            #expect(message["body"] as? String == "Build 812 is *green*, @alice.")
            #expect(try await alice.get("mentions").list.count == 1)
            let listed = try await alice.get("rooms/1/hooks").list
            #expect(listed.count == 1 && listed[0]["name"] as? String == "Builds")
            #expect(listed[0]["last_used_at"] as? String == "2026-11-02T09:30:00Z")
            let id = try #require(listed[0]["id"] as? Int)
            #expect(try await alice.delete("rooms/1/hooks/\(id)").status == 204)
            #expect(try await alice.delete("rooms/1/hooks/\(id)").status == 404)
            let late = try await send(site, path, #"{"text":"Still there?"}"#)
            #expect(late.status == 404 && late.problem == "not-found")
            // What was said stays, under the name.
            let kept = try await alice.get("rooms/1/messages/1").data["author"] as? [String: Any]
            #expect(kept?["nickname"] as? String == "Builds")
            #expect(try await alice.get("rooms/1/hooks").list.isEmpty)
        }
    }

    @Test func `what senders for Slack and Mattermost send is taken`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let path = try await make(alice)
            let slack = """
                {"channel":"#builds","username":"ci","icon_emoji":":ghost:","text":"One","attachments":[{"fields":[
                {"title":"a","value":"b","short":true}],"blocks":[{"a":[{"b":[{"c":[{"d":[1.5]}]}]}]}]}]}
                """
            #expect(try await send(site, path, slack).status == 200)
            let form = "payload=" + slack.replacing("One", with: "Two").percentEncoded(keeping: .unreserved)
            let type = "application/x-www-form-urlencoded"
            #expect(try await send(site, path, form, type: type).status == 200)
            #expect(try await send(site, path, #"{"text":"Three","name":"a*b@alice"}"#).status == 200)
            #expect(try await send(site, path, #"{"text":"Four","name":""}"#).status == 200)
            let bodies = try await alice.get("rooms/1/messages").list.map { $0["body"] as? String }
            #expect(bodies == ["One\n\n**a:** b", "Two\n\n**a:** b", #"**a\*balice:** Three"#, "Four"])
            #expect(try await alice.get("mentions").list.isEmpty)
        }
    }

    @Test func `what cannot be posted is refused for what it is`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let path = try await make(alice)
            let cases: [(String, Int, String)] = [
                ("", 400, "invalid-json"), ("[]", 400, "invalid-json"),
                (#"{"text":"a","text":"b"}"#, 400, "invalid-json"),
                ("{}", 422, "invalid-fields"), (#"{"text":""}"#, 422, "invalid-fields"),
                (#"{"text":["a"]}"#, 422, "invalid-fields"), (#"{"text":"a","name":1}"#, 422, "invalid-fields"),
                (#"{"text":"\#(String(repeating: "a", count: 4001))"}"#, 422, "invalid-fields"),
                (#"{"blocks":[1]}"#, 422, "invalid-fields"), (#"{"attachments":[{}]}"#, 422, "invalid-fields"),
                (#"{"text":"a","blocks":[[]]}"#, 422, "invalid-fields"),
                (#"{"attachments":[{"text":"\#(String(repeating: "b", count: 4001))"}]}"#, 422, "invalid-fields"),
                (#"{"text":"a","name":"\#(String(repeating: "b", count: 51))"}"#, 422, "invalid-fields"),
            ]
            for (body, status, problem) in cases {
                let reply = try await send(site, path, body)
                #expect(reply.status == status && reply.problem == problem, "\(body.prefix(30))")
            }
            #expect(try await send(site, path, "{}", type: "text/plain").status == 415)
            let form = try await send(site, path, "text=a", type: "application/x-www-form-urlencoded")
            #expect(form.status == 422 && form.problemFields == ["payload"])
            let large = try await send(site, path, #"{"text":"\#(String(repeating: "a", count: 70_000))"}"#)
            #expect(large.status == 413)
            #expect(try await alice.get("rooms/1/messages").list.isEmpty)
        }
    }

    @Test func `the same Idempotency-Key posts once, and a flood is refused with the time to wait`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let path = try await make(alice)
            for _ in 0..<3 {
                let reply = try await send(site, path, #"{"text":"Once"}"#, headers: ["Idempotency-Key": "build-812"])
                #expect(reply.status == 200)
            }
            for _ in 0..<9 { #expect(try await send(site, path, #"{"text":"More"}"#).status == 200) }
            let refused = try await send(site, path, #"{"text":"Too much"}"#)
            #expect(refused.status == 429 && refused.problem == "too-fast" && refused["Retry-After"] == "1")
            #expect(try await alice.get("rooms/1/messages").list.count == 10)
            // Another webhook of the room has its own limit.
            #expect(try await send(site, try await make(alice, "Weather"), #"{"text":"Rain"}"#).status == 200)
        }
    }

    @Test func `only moderators of a room have its webhooks, and nobody those of another room`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let (bob, eve) = (try await site.apiMember("bob"), try await site.apiMember("eve"))
            let room = try #require(try await bob.post("rooms", ["name": "Garden"]).data["id"] as? Int)
            let path = try await make(bob, in: room)
            let id = try #require(try await bob.get("rooms/\(room)/hooks").list.first?["id"] as? Int)
            try await eve.send("PUT", "rooms/\(room)/membership")
            for reply in [
                try await eve.get("rooms/\(room)/hooks"), try await eve.post("rooms/\(room)/hooks", ["name": "Mine"]),
                try await eve.delete("rooms/\(room)/hooks/\(id)"),
            ] { #expect(reply.status == 403) }
            let own = try #require(try await eve.post("rooms", ["name": "Shed"]).data["id"] as? Int)
            #expect(try await eve.delete("rooms/\(own)/hooks/\(id)").status == 404)
            #expect(try await send(site, path, #"{"text":"Still here"}"#).status == 200)
            // A moderator who removes the account from the room has ended it as well.
            #expect(try await bob.delete("rooms/\(room)/members/\(id)").status == 204)
            #expect(try await send(site, path, #"{"text":"Gone"}"#).status == 404)
            #expect(try await alice.delete("rooms/\(room)/hooks/\(id)").status == 204)
        }
    }

    @Test func `a room has ten at most, and none that post when it is archived or deleted`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let room = try #require(try await alice.post("rooms", ["name": "Garden"]).data["id"] as? Int)
            let path = try await make(alice, in: room)
            for number in 2...10 { _ = try await make(alice, "Number \(number)", in: room) }
            #expect(try await alice.post("rooms/\(room)/hooks", ["name": "Eleven"]).status == 409)
            #expect(try await alice.post("rooms/\(room)/hooks", ["name": " "]).problemFields == ["name"])
            #expect(try await send(site, path, #"{"text":"a"}"#).status == 200)
            try await alice.patch("rooms/\(room)", ["archived": true])
            #expect(try await send(site, path, #"{"text":"a"}"#).status == 409)
            #expect(try await alice.post("rooms/\(room)/hooks", ["name": "Late"]).status == 409)
            try await alice.patch("rooms/\(room)", ["archived": false])
            #expect(try await alice.delete("rooms/\(room)").status == 204)
            #expect(try await send(site, path, #"{"text":"a"}"#).status == 404)
        }
    }

    @Test func `a browser of another site can post there with the address, and never as somebody`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let path = try await make(alice)
            let browser = try await site.device(of: "alice")
            let reply = try await browser.post(path, headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(reply.status == 422)
            let unknown = "/hooks/" + String(repeating: "A", count: 43)
            for path in [unknown, "/hooks/short", "/hooks/"] {
                #expect(try await send(site, path, #"{"text":"a"}"#).status == 404, "\(path)")
            }
            #expect(!site.log.entries(from: .trace).contains { "\($0)".contains(path.suffix(43)) })
        }
    }
}
