import Conversation
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ReceiptTests {
    /// The direct conversation of Alice and Bob.
    private func begin(_ site: TestSite) async throws -> (alice: Browser, bob: Browser, room: String) {
        let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
        // Each sees it under the other's name.
        #expect(try await alice.post("/people/bob/message").location?.hasPrefix("/rooms/2") == true)
        return (alice, bob, "/rooms/2")
    }

    @Test func `the page says how far one's own messages have got, and nobody else's page does`() async throws {
        try await withSite { site in
            let (alice, bob, room) = try await begin(site)
            for text in ["one", "two"] { try await alice.write(text, in: room) }
            #expect(try await alice.get(room).receipts == [2: "Sent"])
            let page = try await bob.get(room)
            #expect(page.receipts == [:] && page.document.numbers == [1, 2])
            #expect(try await alice.get(room).receipts == [2: "Read"])
            try await bob.write("three", in: room)
            try await alice.write("four", in: room)
            #expect(try await alice.get(room).receipts == [2: "Read", 4: "Sent"])
            #expect(try await bob.get(room).receipts == [3: "Read"])
            try await alice.choose(language: "de", timeZone: "")
            #expect(try await alice.get(room).receipts == [4: "Gelesen"])
        }
    }

    @Test func `rooms of other kinds have none`() async throws {
        try await withLiveSite { site in
            let (alice, bob, _) = try await begin(site)
            let window = await alice.follow("/rooms/1-everyone/stream")
            try await alice.say("Hello", in: "/rooms/1-everyone")
            try await window.waits(for: "Hello")
            #expect(try await bob.get("/rooms/1-everyone").document.numbers == [1])
            #expect(try await alice.get("/rooms/1-everyone").receipts == [:])
            try await bob.say("Hi", in: "/rooms/1-everyone")
            try await window.waits(for: "Hi")
            #expect(!window.text.contains("receipt"))
            await window.close()
        }
    }

    @Test func `it is mutual`() async throws {
        try await withLiveSite { site in
            let (alice, bob, room) = try await begin(site)
            try await alice.write("one", in: room)
            _ = try await bob.get(room)
            try await bob.choose(sendsReceipts: false)
            try await bob.write("two", in: room)
            for browser in [alice, bob] { #expect(try await browser.get(room).receipts == [:]) }
            let window = await bob.follow("\(room)/stream")
            try await window.waits(for: "slot=\"beat\"")
            try await bob.choose(sendsReceipts: true)
            try await window.waits(until: "read") { $0.receipts == [2: "Read"] }
            try await bob.choose(sendsReceipts: false)
            try await window.waits(until: "nothing") { $0.receipts == [:] }
            await window.close()
        }
    }

    @Test func `in a live room it changes in place, for the sender alone`() async throws {
        try await withLiveSite { site in
            let (alice, bob, room) = try await begin(site)
            try await alice.write("one", in: room)
            let window = await alice.follow("\(room)/stream")
            try await window.waits(until: "sent") { $0.receipts == [1: "Sent"] }
            let other = await bob.follow("\(room)/stream")
            try await window.waits(until: "read") { $0.receipts == [1: "Read"] }
            try await alice.write("two", in: room)
            try await window.waits(until: "read at once") { $0.receipts == [2: "Read"] }
            try await bob.write("three", in: room)
            try await other.waits(until: "read by Alice") { $0.receipts == [3: "Read"] }
            #expect(window.receipts == [2: "Read"])
            await other.close()
            try await alice.write("four", in: room)
            try await window.waits(until: "sent") { $0.receipts == [2: "Read", 4: "Sent"] }
            _ = try await bob.get(room)
            try await window.waits(until: "read on a page") { $0.receipts == [4: "Read"] }
            // The message itself was rendered once.
            #expect(window.text.components(separatedBy: "name=\"m4\"").count == 2)
            await window.close()
        }
    }

    @Test func `what a program has been sent is delivered, and read when it says so`() async throws {
        try await withLiveSite { site in
            let (alice, bob, room) = try await begin(site)
            let window = await alice.follow("\(room)/stream")
            let socket = await bob.connect()
            try socket.send(["type": "subscribe", "room": 2])
            try await socket.waits(for: "subscribed")
            try await alice.write("one", in: room)
            try await window.waits(until: "delivered") { $0.receipts == [1: "Delivered"] }
            try socket.send(["type": "read", "room": 2, "number": 1])
            try await window.waits(until: "read") { $0.receipts == [1: "Read"] }
            try socket.send(["type": "post", "room": 2, "body": "two"])
            try await socket.waits(until: "alice has read it") {
                let marks = $0.messages(of: "receipts").last?["marks"] as? [[String: Any]]
                return marks?.first?["username"] as? String == "alice" && marks?.first?["read"] as? Int == 2
            }
            await socket.leave()
            await window.close()
        }
    }

    @Test func `what a program asks for is delivered, and what it only asks the length of is not`() async throws {
        try await withLiveSite { site in
            let browser = try await site.member("alice")
            let (alice, bob) = (try await site.apiDevice(of: "alice"), try await site.apiMember("bob"))
            let id = try #require(try await alice.post("rooms/direct", ["people": ["bob"]]).data["id"] as? Int)
            func delivered() async throws -> Int? {
                try await alice.get("rooms/\(id)/receipts").list.first?["delivered_number"] as? Int
            }
            for text in ["one", "two"] { try await alice.post("rooms/\(id)/messages", ["body": text]) }
            #expect(try await bob.send("HEAD", "rooms/\(id)/messages").status == 200)
            #expect(try await delivered() == 0)
            for (path, number) in [("messages?before=2", 1), ("messages", 2), ("messages?before=2", 2)] {
                #expect(try await bob.get("rooms/\(id)/\(path)").status == 200)
                #expect(try await delivered() == number, "\(path)")
            }
            let head = try await bob.send("HEAD", "rooms/\(id)/events")
            #expect(head.status == 200 && head["Content-Length"] == nil)
            #expect(head["Content-Type"] == "text/event-stream")
            let window = await browser.follow("/rooms/\(id)/events", headers: [:])
            try await alice.post("rooms/\(id)/messages", ["body": "three"])
            #expect(try await bob.get("rooms/\(id)/changes?since=4").list.count == 1)
            #expect(try await delivered() == 3)
            try await window.waits(for: "\"marks\":[{\"delivered\":3,\"read\":0,\"username\":\"bob\"}]")
            await window.close()
        }
    }

    @Test func `programs ask for it, and events tell it`() async throws {
        try await withLiveSite { site in
            let (alice, bob, room) = try await begin(site)
            try await alice.write("one", in: room)
            let window = await alice.follow("\(room)/events", headers: [:])
            try await window.waits(for: "\"marks\":[{\"delivered\":0,\"read\":0,\"username\":\"bob\"}]")
            _ = try await bob.get(room)
            try await window.waits(for: "\"marks\":[{\"delivered\":1,\"read\":1,\"username\":\"bob\"}]")
            await window.close()
        }
        try await withSite { site in
            let (alice, bob) = (try await site.apiMember("alice"), try await site.apiMember("bob"))
            let id = try #require(try await alice.post("rooms/direct", ["people": ["bob"]]).data["id"] as? Int)
            try await alice.post("rooms/\(id)/messages", ["body": "Hello"])
            #expect(try await alice.get("rooms/\(id)/receipts").list.first?["read_number"] as? Int == 0)
            #expect(try await bob.send("PUT", "rooms/\(id)/read", json: ["number": 1]).status == 204)
            let mark = try #require(try await alice.get("rooms/\(id)/receipts").list.first)
            #expect(mark["read_number"] as? Int == 1 && mark["delivered_number"] as? Int == 1)
            #expect((mark["person"] as? [String: Any])?["username"] as? String == "bob")
            try await bob.patch("users/me", ["sends_receipts": false])
            for client in [alice, bob] { #expect(try await client.get("rooms/\(id)/receipts").list.isEmpty) }
            #expect(try await alice.get("rooms/1/receipts").list.isEmpty)
        }
    }

    @Test func `with more than two, it says how many have read it`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let carol = try await site.member("carol")
            try await alice.submit("/rooms/direct", on: "/rooms/direct", ["people": "bob, carol"])
            let room = "/rooms/2"
            try await alice.write("Hello", in: room)
            _ = try await bob.get(room)
            #expect(try await alice.get(room).receipts == [1: "Read by 1"])
            _ = try await carol.get(room)
            #expect(try await alice.get(room).receipts == [1: "Read"])
        }
    }
}

extension Browser {
    fileprivate func write(_ text: String, in room: String) async throws {
        #expect(try await post("\(room)/messages", [("body", text)]).status == 303)
    }
}

extension Reply {
    /// What stands under messages of a page, by number.
    fileprivate var receipts: [Int: String] {
        let found = document.messages.compactMap { message -> (Int, String)? in
            let receipt = message.all("p").first { $0["class"]?.hasPrefix("receipt") == true }
            guard let receipt, let number = message["id"].flatMap({ Int($0.dropFirst()) }) else { return nil }
            return (number, receipt.text)
        }
        return Dictionary(uniqueKeysWithValues: found)
    }
}

extension LiveWindow {
    /// What stands under messages of a live page now, by number.
    fileprivate var receipts: [Int: String] {
        var found: [Int: String] = [:]
        for stage in Receipt.Stage.allCases {
            guard let shown = shown("receipt-\(stage.rawValue)"), let slot = shown["slot"], slot != "none",
                let number = Int(slot.dropFirst())
            else { continue }
            found[number] = shown.text
        }
        return found
    }
}
