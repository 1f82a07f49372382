import Accounts
import Foundation
import HTTP
import Testing

@testable import Live
@testable import Site
@testable import SiteTestSupport

@Suite struct LiveConnectionTests {
    /// Alice's connection to two rooms of hers, whose feed gives one part at a time.
    private struct Fixture {
        let site: TestSite
        let alice: Browser
        let connection: LiveConnection
        let readers: [LiveReader]

        init(_ site: TestSite) async throws {
            (self.site, alice) = (site, try await site.member())
            for name in ["One", "Two"] { _ = try await alice.makeRoom(name) }
            (connection, readers) = try await Self.connect(alice, of: site)
        }

        static func connect(_ browser: Browser, of site: TestSite) async throws -> (LiveConnection, [LiveReader]) {
            let token = try #require(browser.sessionToken.flatMap(SessionToken.init(encoded:)))
            let person = try #require(try await site.accounts.sessions.authenticate(token))
            let connection = try site.inner.live.connect(person, from: "198.51.100.1") { room, reason in
                Data("room \(room): \(reason.rawValue)".utf8)
            }
            let rooms = try site.context().conversation.rooms
            var readers: [LiveReader] = []
            for room: Int64 in [2, 3] {
                let access = try await rooms.access(to: room, by: person.user.id)
                let format = LiveFormat(.socket, isMember: true, blocked: [])
                readers.append(try connection.reader(of: access, by: person, as: format))
                readers.last?.begin(after: 0)
            }
            for reader in readers { connection.add(reader) }
            return (connection, readers)
        }

        /// Posts, and waits until followers of the rooms can have it.
        func post(_ texts: [(room: String, text: String)]) async throws {
            let (witness, _) = try await Self.connect(alice, of: site)
            for (room, text) in texts { try await alice.say(text, in: room) }
            #expect(try await Self.take(texts.count, from: witness).count == texts.count)
        }

        func take(_ count: Int) async throws -> [String] { try await Self.take(count, from: connection) }

        /// The next messages and notices; fewer if the feed ends.
        private static func take(_ count: Int, from connection: LiveConnection) async throws -> [String] {
            var texts: [String] = []
            let end = ContinuousClock.now + .seconds(60)
            while texts.count < count, ContinuousClock.now < end {
                switch connection.next() {
                case .bytes(let bytes, _):
                    let text = String(decoding: bytes.plain, as: UTF8.self)
                    if let message = text.firstMatch(of: #/"body":"(.*?)"/#) { texts.append(String(message.1)) }
                    if text.hasPrefix("room ") { texts.append(text) }
                case .wait: try await Task.sleep(for: .milliseconds(10))
                case .end: return texts
                }
            }
            return texts
        }
    }

    private func withFixture(
        streams: Int? = nil, _ body: (Fixture) async throws -> Void
    ) async throws {
        var options = SiteOptions()
        if let streams { options.liveLimits.streams = streams }
        options.liveLimits.takenBytes = 1
        options.conversationLimits.messageBurst = 100
        try await withLiveSite(options) { try await body(Fixture($0)) }
    }

    @Test func `a busy room does not keep the others waiting`() async throws {
        try await withFixture { fixture in
            let busy = (0..<20).map { (room: "/rooms/2-one", text: "\($0)") }
            try await fixture.post(busy + [("/rooms/3-two", "hello")])
            let texts = try await fixture.take(21)
            // Each room may also tell who is there.
            #expect(texts.firstIndex(of: "hello") ?? 21 < 10)
            #expect(texts.filter { $0 != "hello" } == busy.map(\.text))
        }
    }

    @Test func `a room that is left is heard of no more, and the end of another one is told`() async throws {
        try await withFixture { fixture in
            fixture.connection.leave(2)
            #expect(!fixture.connection.isFollowing(2) && fixture.connection.isFollowing(3))
            try await fixture.post([("/rooms/2-one", "unheard"), ("/rooms/3-two", "heard")])
            #expect(try await fixture.take(1) == ["heard"])
            let reader = fixture.readers[1]
            reader.channel.end(reader.id, .access)
            #expect(try await fixture.take(1) == ["room 3: access"])
            #expect(!fixture.connection.isFollowing(3))
        }
    }

    @Test func `a connection is one of the streams that there may be, however many rooms it follows`() async throws {
        try await withFixture(streams: 2) { fixture in
            let second = try await Fixture.connect(fixture.alice, of: fixture.site)
            await #expect(throws: LiveRefusal.tooMany) {
                _ = try await Fixture.connect(fixture.alice, of: fixture.site)
            }
            second.0.close()
            _ = try await Fixture.connect(fixture.alice, of: fixture.site)
        }
    }

    @Test func `after its end, a connection has nothing more, and counts no longer once it is closed`() async throws {
        try await withFixture { fixture in
            try await fixture.post([("/rooms/2-one", "late")])
            fixture.connection.finish(.session)
            fixture.connection.finish(.stopped)
            #expect(try await fixture.take(1).isEmpty && fixture.connection.end == .session)
            fixture.connection.close()
            #expect(fixture.readers.allSatisfy { $0.end == .left })
            // A session has four, of which none is left.
            var others: [LiveConnection] = []
            for _ in 0..<4 { others.append(try await Fixture.connect(fixture.alice, of: fixture.site).0) }
            #expect(others.count == 4)
        }
    }
}
