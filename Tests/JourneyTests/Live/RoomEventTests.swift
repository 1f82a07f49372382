import Conversation
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct RoomEventTests {
    private let room = "/rooms/1-everyone"

    @Test func `programs get events, whose ids are revisions`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            let window = await alice.follow("\(room)/events", headers: ["Accept": "text/event-stream"])
            #expect(window.response.fields[.contentType] == "text/event-stream")
            try await window.waits(for: ": still here\n\n")
            try await alice.say("Hello \n*there*", in: room)
            try await window.waits(for: "event: message")
            let event = try #require(window.events.first { $0.name == "message" })
            #expect(event.id == 1)
            #expect(event.data["body"] as? String == "Hello \n*there*")
            let author = event.data["author"] as? [String: Any]
            #expect(author?["username"] as? String == "alice" && author?["is_app"] as? Bool == false)
            await window.close()
        }
    }

    @Test func `events and frames say which authors are programs`() async throws {
        try await withLiveSite { site in
            let (client, bob) = (try await site.apiMember("alice"), try await site.member("bob"))
            let window = await bob.follow("\(room)/events")
            let socket = await bob.connect()
            try socket.send(["type": "subscribe", "room": 1])
            try await socket.waits(for: "subscribed")
            let hook = try await client.post("rooms/1/hooks", ["name": "Builds"])
            let url = try #require(try hook.data["url"] as? String)
            let path = String(url.dropFirst(site.options.publicURL.count))
            #expect(try await APIClient(site).send("POST", path, json: ["text": "Green"]).status == 200)
            try await window.waits(for: "event: message")
            let event = try #require(window.events.first { $0.name == "message" })
            let frame = try await socket.waits(for: "message")["message"] as? [String: Any]
            for message in [event.data, try #require(frame)] {
                let author = message["author"] as? [String: Any]
                #expect(author?["nickname"] as? String == "Builds" && author?["is_app"] as? Bool == true)
            }
            await window.close()
            await socket.leave()
        }
    }

    @Test func `events and frames say whose messages are folded, for whoever has blocked them`() async throws {
        try await withLiveSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            try await bob.post("/people/alice/block")
            for (reader, isFolded) in [(bob, true), (alice, false)] {
                let window = await reader.follow("\(room)/events")
                try await window.waits(for: ": still here")
                let socket = await reader.connect()
                try socket.send(["type": "subscribe", "room": 1])
                try await socket.waits(for: "subscribed")
                try await alice.say("Hello", in: room)
                try await window.waits(for: "event: message")
                let event = try #require(window.events.first { $0.name == "message" })
                let frame = try await socket.waits(for: "message")["message"] as? [String: Any]
                #expect(event.data["is_folded"] as? Bool == isFolded && frame?["is_folded"] as? Bool == isFolded)
                await window.close()
                await socket.leave()
            }
        }
    }

    @Test func `who comes back gets what happened meanwhile, once and in order`() async throws {
        try await withLiveSite { site in
            let alice = try await site.member()
            for text in ["one", "two", "three"] { try await alice.say(text, in: room) }
            try await alice.post("\(room)/messages/1/delete")
            let window = await alice.follow("\(room)/events", headers: ["Last-Event-ID": "1"])
            try await window.waits(for: "event: message", count: 3)
            try await alice.say("five", in: room)
            try await window.waits(for: "five")
            let messages = window.events.filter { $0.name == "message" }
            #expect(messages.map(\.id) == [2, 3, 4, 5])
            #expect(messages.map { $0.data["number"] as? Int } == [2, 3, 1, 4])
            #expect(messages[2].data["deleted_at"] as? String != nil)
            await window.close()
        }
    }

    @Test func `who has missed more than is read at once gets all of it, once and in order`() async throws {
        var options = SiteOptions()
        options.conversationLimits.messageBurst = 300
        try await withLiveSite(options) { site in
            let alice = try await site.member()
            let conversation = try site.context().conversation
            let member = try await conversation.rooms.member(of: 1, by: site.person("alice").id)
            for number in 1...205 {
                let draft = try MessageDraft(text: "\(number)", reply: nil, key: MessageKey())
                _ = try await conversation.messages.post(draft, as: member)
            }
            let window = await alice.follow("\(room)/events", headers: ["Last-Event-ID": "2"])
            try await window.waits(for: "event: message", count: 203)
            try await alice.say("and now", in: room)
            try await window.waits(for: "and now")
            #expect(window.events.filter { $0.name == "message" }.map(\.id) == Array(3...206))
            await window.close()
        }
    }

    /// Messages are announced while others are being read.
    @Test func `whatever many post at once arrives, once and in order`() async throws {
        try await withLiveSite { site in
            let reader = try await site.member("reader")
            let window = await reader.follow("\(room)/events")
            var cookies: [String] = []
            for number in 0..<8 {
                let member = try await site.member("member\(number)")
                cookies += Array(repeating: member.cookies.header(for: room) ?? "", count: 10)
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (number, cookie) in cookies.enumerated() {
                    group.addTask {
                        try await site.post("\(self.room)/messages", "body=\(number)", cookie: cookie).status
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(statuses == [303])
            try await window.waits(for: "event: message", count: 80)
            #expect(window.events.filter { $0.name == "message" }.map(\.id) == Array(1...80))
            await window.close()
        }
    }
}

extension LiveWindow {
    fileprivate struct Event {
        var id: Int?
        var name = ""
        var data: [String: Any] = [:]
    }

    /// What has come, as the HTML standard reads it (9.2.6).
    fileprivate var events: [Event] {
        text.components(separatedBy: "\n\n").compactMap { block in
            var event = Event()
            for line in block.components(separatedBy: "\n") {
                let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { continue }
                switch parts[0] {
                case "id": event.id = Int(parts[1])
                case "event": event.name = parts[1]
                case "data":
                    event.data = (try? JSONSerialization.jsonObject(with: Data(parts[1].utf8))) as? [String: Any] ?? [:]
                default: break
                }
            }
            return event.name.isEmpty ? nil : event
        }
    }
}
