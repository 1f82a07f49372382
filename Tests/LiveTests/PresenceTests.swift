import Foundation
import Testing

@testable import Accounts
@testable import Live

@Suite struct PresenceTests {
    private let start = ContinuousClock.now

    private func user(_ id: User.ID, _ name: String) throws -> User {
        User(
            id: id, username: try Username(name), nickname: try Nickname(name), avatar: nil, avatarSeed: 0,
            createdAt: Date(timeIntervalSince1970: 0))
    }

    @Test func `people are here once, with however many pages`() throws {
        var presence = Presence()
        presence.enter(try user(2, "ben"))
        presence.enter(try user(1, "ana"))
        presence.enter(try user(1, "ana"))
        #expect(presence.update(grace: .seconds(30), at: start)?.map(\.nickname) == ["ana", "ben"])
        #expect(presence.update(grace: .seconds(30), at: start) == nil)
        presence.leave(1, at: start)
        #expect(presence.isHere(1))
    }

    @Test func `who comes back in time was never away`() throws {
        var presence = Presence()
        presence.enter(try user(1, "ana"))
        _ = presence.update(grace: .seconds(30), at: start)
        presence.leave(1, at: start)
        #expect(!presence.isHere(1))
        #expect(presence.update(grace: .seconds(30), at: start + .seconds(29)) == nil)
        presence.enter(try user(1, "ana"))
        #expect(presence.update(grace: .seconds(30), at: start + .seconds(60)) == nil)
    }

    @Test func `who does not come back is gone`() throws {
        var presence = Presence()
        presence.enter(try user(1, "ana"))
        _ = presence.update(grace: .seconds(30), at: start)
        presence.leave(1, at: start)
        #expect(presence.update(grace: .seconds(30), at: start + .seconds(30)) == [])
        #expect(presence.isEmpty)
    }
}
