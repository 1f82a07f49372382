import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ExportTests {
    @Test func `the file has everything of the person and nothing of others`() async throws {
        try await withSite { site in
            let browser = try await site.member(nickname: "Ålice 🦇")
            _ = try await site.member("mallory", nickname: "Mallory's own")
            try await browser.upload(try Picture.png.bytes)
            let reply = try await browser.submit("/profile/export", on: "/profile")
            #expect(reply["Content-Type"] == "application/json")
            #expect(reply["Content-Disposition"] == "attachment; filename=\"roost-alice.json\"")
            #expect(reply["Cache-Control"] == "no-store")
            let file = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
            let data = try #require(file["data"] as? [String: Any])
            let account = try #require(data["account"] as? [String: Any])
            #expect(account["username"] as? String == "alice")
            #expect(account["nickname"] as? String == "Ålice 🦇")
            #expect((data["sessions"] as? [Any])?.count == 1)
            #expect(
                (data["activity"] as? [[String: Any]])?.compactMap { $0["kind"] as? String }.contains("exported")
                    == true)
            let picture = try #require(file["picture"] as? [String: String])
            #expect(picture["mediaType"]?.hasPrefix("image/") == true)
            #expect(Data(base64Encoded: picture["base64"] ?? "")?.isEmpty == false)
            #expect(!reply.text.contains("Mallory"))
            #expect(try !reply.text.contains(#require(browser.sessionToken)))
        }
    }

    @Test func `asking again and again is slowed`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            var statuses: [Int] = []
            for _ in 0..<40 where statuses.last != 429 {
                statuses.append(try await browser.post("/profile/export").status)
            }
            #expect(statuses.first == 200)
            #expect(statuses.last == 429)
        }
    }

    /// Takes ten minutes over each part.
    private final class SlowClient: ResponseWriter {
        private let clock: TestClock
        private let received = Mutex(Data())

        init(_ clock: TestClock) {
            self.clock = clock
        }

        var hasClient: Bool { true }
        var text: String { received.withLock { String(decoding: $0, as: UTF8.self) } }

        func read() async throws -> Data? { nil }

        func write(_ part: Data) async throws {
            received.withLock { $0 += part }
            clock.advance(by: 600)
        }
    }

    @Test func `a client that takes longer than ten minutes does not get the rest`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let headers = ["Cookie": alice.cookieHeader, "Content-Type": "application/x-www-form-urlencoded"]
            let response = await site.open(
                WireRequest(method: "POST", path: "/profile/export", headers: headers, body: []))
            guard case .stream(let stream) = response.body else {
                Issue.record("no stream")
                return
            }
            let client = SlowClient(site.clock)
            await #expect(throws: CancellationError.self) { try await stream.write(client) }
            #expect(client.text == "{\"data\":")
        }
    }

    @Test func `uploads are slowed too`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            var status = 0
            for _ in 0..<100 where status != 429 {
                status = try await browser.upload(try Picture.png.bytes, follow: false).status
            }
            #expect(status == 429)
        }
    }

    @Test func `the file says where each file of the person can be downloaded, also after they have left`() async throws
    {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            let bytes = Array("Seed,Rows\n".utf8)
            try await bob.say("Look", in: room, files: [Form.File(name: "a plan.csv", bytes: bytes)])
            try await bob.submit("\(room)/leave", on: room)
            let reply = try await bob.submit("/profile/export", on: "/profile")
            let file = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
            let lists = try #require(file["conversation"] as? [String: [[String: Any]]])
            let address = try #require(lists["files"]?.first?["address"] as? String)
            let path = try #require(address.range(of: "/files/")).lowerBound
            #expect(address.hasSuffix("/files/1/a%20plan.csv") && address.hasPrefix("http"))
            #expect(try await bob.get(String(address[path...])).body.elementsEqual(bytes))
        }
    }

    @Test func `what the person has in rooms is in the file, and what others say is not`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let room = try await alice.makeRoom("Garden", kind: "closed")
            try await alice.submit("\(room)/members", on: "\(room)/members", ["username": "bob"])
            try await alice.say("Mine, for @bob", in: room)
            try await bob.say("His own words, for @alice", in: room)
            let reply = try await alice.submit("/profile/export", on: "/profile")
            let file = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
            let lists = try #require(file["conversation"] as? [String: [[String: Any]]])
            #expect(lists["messages"]?.compactMap { $0["text"] as? String } == ["Mine, for @bob"])
            #expect(lists["rooms"]?.compactMap { $0["name"] as? String } == ["Everyone", "Garden"])
            #expect(lists["inbox"]?.count == 1)
            #expect(!reply.text.contains("His own words"))
        }
    }
}
