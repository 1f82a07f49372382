import Conversation
import Crypto
import Foundation
import IPAddresses
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct OutgoingWebhookTests {
    private static var options: SiteOptions {
        var options = SiteOptions()
        options.webhookNetworks = [Network("127.0.0.0/8")].compactMap(\.self)
        return options
    }

    private func withReceiver(
        _ answers: [String] = [HookReceiver.ok], _ body: (TestSite, APIClient, HookReceiver) async throws -> Void
    ) async throws {
        try await withSite(Self.options) { site in
            let receiver = try HookReceiver(answers)
            defer { receiver.stop() }
            try await body(site, try await site.apiMember(), receiver)
        }
    }

    /// The secret of a new one.
    @discardableResult
    private func make(_ client: APIClient, for receiver: HookReceiver, word: String = "") async throws -> String {
        let reply = try await client.post(
            "rooms/1/outgoing-hooks",
            ["name": "Pump", "address": "http://127.0.0.1:\(receiver.port)/hook", "word": word])
        try #require(reply.status == 201)
        return try #require(try reply.data["secret"] as? String)
    }

    private func deliver(_ site: TestSite) async throws {
        for queue in [HookQueue.other, .quick] { while try await site.inner.deliverer.deliverDue(queue) {} }
    }

    /// Makes one, and posts more messages than it may fail to be told of.
    private func makeAndFail(_ site: TestSite, _ client: APIClient, for receiver: HookReceiver) async throws {
        try await make(client, for: receiver)
        for number in 1...22 {
            try await client.post("rooms/1/messages", ["body": "\(number)"])
            site.clock.advance(by: 1)
        }
        try await deliver(site)
    }

    /// What the page of a room's members says about other services.
    private func notes(_ browser: Browser) async throws -> [String] {
        let paragraphs = try await browser.get("/rooms/1-everyone/members").document.all("p")
        return paragraphs.filter { $0["class"] == "note" }.map(\.text)
    }

    @Test func `members are told that their messages go elsewhere`() async throws {
        try await withReceiver { site, alice, receiver in
            let bob = try await site.member("bob")
            #expect(try await notes(bob).isEmpty)
            try await make(alice, for: receiver)
            #expect(
                try await notes(bob) == ["New messages of this room are also sent to other services: Pump"])
        }
    }

    @Test func `an address is told of a new message, signed with the secret`() async throws {
        try await withReceiver { site, alice, receiver in
            let secret = try await make(alice, for: receiver)
            try await alice.post("rooms/1/messages", ["body": "Rain *at four*."])
            try await deliver(site)
            try await deliver(site)
            let request = try #require(receiver.received.first)
            #expect(receiver.received.count == 1)
            let body = try #require(try JSONSerialization.jsonObject(with: request.body) as? [String: Any])
            #expect(body["event"] as? String == "message" && body["id"] as? String == request.field("Roost-Delivery"))
            #expect((body["message"] as? [String: Any])?["body"] as? String == "Rain *at four*.")
            #expect((body["room"] as? [String: Any])?["name"] as? String == "Everyone")
            #expect(body["url"] as? String == "http://roost.test:8080/rooms/1-everyone/messages/1")
            let seconds = Int(TestSite.start.timeIntervalSince1970)
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(seconds).".utf8) + request.body, using: SymmetricKey(data: Data(secret.utf8)))
            let digits = code.map { String(format: "%02x", $0) }.joined()
            #expect(request.field("Roost-Signature") == "t=\(seconds),v1=\(digits)")
            #expect(site.inner.metrics.deliveries[.delivered] == 1)
        }
    }

    @Test func `only messages with the word are told, none of apps, and none that is gone`() async throws {
        try await withReceiver { site, alice, receiver in
            try await make(alice, for: receiver, word: "!water")
            let url = try #require(try await alice.post("rooms/1/hooks", ["name": "Builds"]).data["url"] as? String)
            for text in ["Hello", "!waterfall", "say !water", "!water the beans", "!water", "!water this one"] {
                try await alice.post("rooms/1/messages", ["body": text])
            }
            try await alice.delete("rooms/1/messages/6")
            let app = try await APIClient(site).send(
                "POST", String(url.dropFirst(site.options.publicURL.count)), json: ["text": "!water"])
            #expect(app.status == 200)
            try await deliver(site)
            let told = try receiver.received.map { request in
                let body = try JSONSerialization.jsonObject(with: request.body) as? [String: Any]
                return (body?["message"] as? [String: Any])?["body"] as? String
            }
            #expect(told == ["!water the beans", "!water"])
            #expect(try await site.conversation.outgoingHooks.waiting() == 0)
        }
    }

    @Test func `what fails is tried again, later each time, and then given up`() async throws {
        try await withReceiver([HookReceiver.failure]) { site, alice, receiver in
            try await make(alice, for: receiver)
            try await alice.post("rooms/1/messages", ["body": "Anybody?"])
            for (count, wait) in zip(1..., [10, 60, 600, 3_600, 21_600] as [TimeInterval]) {
                try await deliver(site)
                #expect(receiver.received.count == count)
                site.clock.advance(by: wait - 1)
                try await deliver(site)
                #expect(receiver.received.count == count)
                site.clock.advance(by: 1)
            }
            try await deliver(site)
            #expect(receiver.received.count == 6)
            site.clock.advance(by: 1_000_000)
            try await deliver(site)
            #expect(receiver.received.count == 6)
            #expect(Set(receiver.received.map { $0.field("Roost-Delivery") }).count == 1)
            #expect(site.inner.metrics.deliveries[.failed] == 6)
        }
    }

    @Test func `an address that fails twenty times in a row is told nothing more, until somebody takes it up again`()
        async throws
    {
        try await withReceiver([HookReceiver.failure]) { site, alice, receiver in
            try await makeAndFail(site, alice, for: receiver)
            #expect(receiver.received.count == 20)
            #expect(try await site.conversation.outgoingHooks.waiting() == 0)
            let hook = try #require(try await alice.get("rooms/1/outgoing-hooks").list.first)
            #expect(hook["disabled_at"] as? String != nil && hook["failures"] as? Int == 20)
            let actions = try await alice.get("admin/audit").list.map { $0["action"] as? String }
            #expect(actions.first == "hookDisabled")
            try await alice.post("rooms/1/messages", ["body": "Not told"])
            let browser = try await site.device(of: "alice")
            let path = "/rooms/1-everyone/outgoing-hooks"
            let page = try await browser.get(path)
            #expect(page.text.contains("It failed 20 times in a row") && page.text.contains("<code>500</code>"))
            #expect(page.document.all("details").flatMap { $0.all("li") }.count == 20)
            #expect(page.text.contains("The last answer was <code>500</code>."))
            let form = try #require(page.document.forms.first { $0.action.hasSuffix("/enable") })
            #expect(try await browser.submit(form).flash == "The webhook receives messages again.")
            try await alice.post("rooms/1/messages", ["body": "Told"])
            try await deliver(site)
            #expect(receiver.received.count == 21)
        }
    }

    @Test func `who looks after the room finds in the inbox that a webhook was given up`() async throws {
        try await withReceiver([HookReceiver.failure]) { site, alice, receiver in
            try await makeAndFail(site, alice, for: receiver)
            let entries = try await alice.get("mentions").list
            let entry = try #require(entries.first)
            #expect(entries.count == 1 && entry["kind"] as? String == "webhook")
            #expect(entry["webhook"] as? String == "Pump" && entry["message"] is NSNull)
            let browser = try await site.device(of: "alice")
            let find = try #require(try await browser.get("/mentions").document.finds.first)
            #expect(find.all("p").first?.text == "new A webhook was turned off")
            let links = find.all("a").map { $0["href"] }
            #expect(links == ["/rooms/1-everyone/outgoing-hooks", "/rooms/1-everyone"])
            let inbox = try await browser.submit("/mentions/read", on: "/mentions")
            #expect(inbox.document.finds.map { $0["class"] } == ["find"])
            let form = try #require(
                try await browser.get("/rooms/1-everyone/outgoing-hooks").document.forms.first {
                    $0.action.hasSuffix("/enable")
                })
            try await browser.submit(form)
            #expect(try await browser.get("/mentions").document.finds.isEmpty)
        }
    }

    @Test func `a webhook that is off because of who made it says so on its page and in the inbox`() async throws {
        try await withReceiver { site, alice, receiver in
            let bob = try await site.apiMember("bob")
            #expect(try await alice.patch("rooms/1/members/2", ["role": "moderator"]).status == 204)
            try await make(bob, for: receiver)
            #expect(try await alice.patch("admin/users/2", ["disabled": true]).status == 200)
            try await alice.post("rooms/1/messages", ["body": "Not told"])
            let browser = try await site.device(of: "alice")
            for path in ["/rooms/1-everyone/outgoing-hooks", "/mentions"] {
                let text = try await browser.get(path).text
                #expect(text.contains("The person who made it may not read this room any more"), "\(path)")
                #expect(!text.contains("times in a row"), "\(path)")
            }
        }
    }

    @Test func `without a network that is named, only https addresses of the internet are told`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            let receiver = try HookReceiver()
            defer { receiver.stop() }
            for address in [
                "http://127.0.0.1/", "ftp://pump.example/", "https://", "https://a:b@pump.example/", "pump.example",
                "https://pump.example/#a", "https://pump.example/\n", "javascript:alert(1)", "https://pump example/",
            ] {
                let reply = try await alice.post("rooms/1/outgoing-hooks", ["name": "Pump", "address": address])
                #expect(reply.status == 422 && reply.problemFields == ["address"], "\(address)")
            }
            let made = try await alice.post(
                "rooms/1/outgoing-hooks", ["name": "Pump", "address": "https://127.0.0.1:\(receiver.port)/"])
            #expect(made.status == 201)
            try await alice.post("rooms/1/messages", ["body": "Secret"])
            try await deliver(site)
            #expect(receiver.received.isEmpty)
            #expect(site.inner.metrics.deliveries[.refused] == 1)
        }
    }

    @Test func `a room's moderator makes one on its page and sees the secret once`() async throws {
        try await withSite { site in
            _ = try await site.member("zoe")
            let alice = try await site.member("alice")
            let room = try await alice.makeRoom("Garden", kind: "closed")
            let path = "\(room)/outgoing-hooks"
            #expect(try await alice.get("\(room)/hooks").document.all("a").contains { $0["href"] == path })
            let refused = try await alice.submit(
                path, on: path, ["name": "Pump", "address": "pump", "word": "two words"])
            #expect(refused.status == 422 && refused.document.error(of: "address") != nil)
            let fields = ["name": "Pump", "address": "https://pump.example/", "word": ""]
            let page = try await alice.submit(path, on: path, fields)
            #expect(page.document.first("code")?.text.count == 43)
            let list = try await alice.get(path)
            #expect(list.document.first("code")?.text == "https://pump.example/")
            let revoke = try #require(list.document.forms.first { $0.action.hasSuffix("/revoke") })
            #expect(try await alice.submit(revoke).flash == "The webhook does not work any more.")
        }
    }

    @Test func `a room has ten at most, which go with it`() async throws {
        try await withReceiver { site, alice, receiver in
            let room = try #require(try await alice.post("rooms", ["name": "Garden"]).data["id"] as? Int)
            let fields = ["name": "Pump", "address": "http://127.0.0.1:\(receiver.port)/"]
            for _ in 1...10 {
                #expect(try await alice.post("rooms/\(room)/outgoing-hooks", fields).status == 201)
            }
            #expect(try await alice.post("rooms/\(room)/outgoing-hooks", fields).status == 409)
            let first = try #require(try await alice.get("rooms/\(room)/outgoing-hooks").list.first?["id"] as? Int)
            #expect(try await alice.delete("rooms/1/outgoing-hooks/\(first)").status == 404)
            #expect(try await alice.delete("rooms/\(room)/outgoing-hooks/\(first)").status == 204)
            try await alice.post("rooms/\(room)/messages", ["body": "Hello"])
            #expect(try await site.conversation.outgoingHooks.waiting() == 9)
            #expect(try await alice.delete("rooms/\(room)").status == 204)
            #expect(try await site.conversation.outgoingHooks.waiting() == 0)
        }
    }
}
