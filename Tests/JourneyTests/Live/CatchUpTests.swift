import Conversation
import Foundation
import HTTP
import Synchronization
import Testing

@testable import Site
@testable import SiteTestSupport

/// What somebody gets who has missed much and reads it slowly.
@Suite struct CatchUpTests {
    /// A client that stops reading after some parts, until something else has happened.
    private final class PausingClient: ResponseWriter {
        private let parts = Mutex<[String]>([])
        private let pause: @Sendable () async throws -> Void

        init(pause: @escaping @Sendable () async throws -> Void) {
            self.pause = pause
        }

        var hasClient: Bool { true }
        var text: String { parts.withLock { $0.joined() } }

        func read() async throws -> Data? { nil }

        func write(_ part: Data) async throws {
            let count = parts.withLock { parts in
                parts.append(String(decoding: part, as: UTF8.self))
                return parts.count
            }
            if count == 3 { try await pause() }
        }
    }

    @Test(arguments: [3, 250])
    func `whoever is removed meanwhile gets no more of the room, neither old nor new`(count: Int) async throws {
        var options = SiteOptions()
        options.conversationLimits.messageBurst = 300
        try await withLiveSite(options) { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Secret", kind: "closed")
            try await alice.submit("\(room)/members", on: "\(room)/members", ["username": "bob"])
            let conversation = try site.context().conversation
            let ada = try await conversation.rooms.member(of: 2, by: site.person("alice").id)
            func post(_ text: String) async throws {
                let draft = try MessageDraft(text: text, reply: nil, key: MessageKey())
                _ = try await conversation.messages.post(draft, as: ada)
            }
            for number in 1...count { try await post("message \(number)") }
            let id = try await site.person("bob").id
            let client = PausingClient {
                try await conversation.memberships.remove(id, by: ada.access.moderator())
                // Longer than the hub takes to notice.
                try await Task.sleep(for: .seconds(2))
                let draft = try MessageDraft(text: "after the removal", reply: nil, key: MessageKey())
                _ = try await conversation.messages.post(draft, as: ada)
            }
            let headers = ["Cookie": bob.cookieHeader, "Last-Event-ID": "0"]
            let response = await site.open(WireRequest(method: "GET", path: "\(room)/events", headers: headers))
            guard case .stream(let stream) = response.body else {
                Issue.record("no stream")
                return
            }
            try await stream.write(client)
            #expect(client.text.contains("message 2"))
            #expect(!client.text.contains("message 3") && !client.text.contains("after the removal"))
        }
    }
}
