import Foundation
import Testing

@testable import Accounts
@testable import Live

@Suite struct PresenceTests {
    private let start = ContinuousClock.now

    private func user(_ id: User.ID, _ name: String, isShown: Bool = true) throws -> User {
        User(
            id: id, username: try Username(name), nickname: try Nickname(name), avatar: nil, avatarSeed: 0,
            createdAt: Date(timeIntervalSince1970: 0), privacy: Privacy(showsPresence: isShown))
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

    @Test func `nothing is told of who is not shown, not even that they have gone`() throws {
        var presence = Presence()
        presence.enter(try user(1, "ana"))
        _ = presence.update(grace: .seconds(30), at: start)
        presence.enter(try user(2, "ben", isShown: false))
        #expect(presence.isHere(2) && presence.people.map(\.nickname) == ["ana"])
        #expect(presence.update(grace: .seconds(30), at: start) == nil)
        presence.leave(2, at: start)
        #expect(presence.update(grace: .seconds(30), at: start + .seconds(30)) == nil)
        #expect(!presence.isHere(2))
    }

    @Test func `who hides is gone at once, and who shows themselves or takes another name is told of`() throws {
        var presence = Presence()
        presence.enter(try user(1, "ana"))
        _ = presence.update(grace: .seconds(30), at: start)
        presence.update(try user(1, "ana", isShown: false))
        #expect(presence.update(grace: .seconds(30), at: start) == [])
        presence.update(try user(1, "anna", isShown: false))
        #expect(presence.update(grace: .seconds(30), at: start) == nil)
        presence.update(try user(1, "anna"))
        #expect(presence.update(grace: .seconds(30), at: start)?.map(\.nickname) == ["anna"])
        presence.update(try user(1, "Ana"))
        #expect(presence.update(grace: .seconds(30), at: start)?.count == 1)
        presence.update(try user(2, "ben"))
        #expect(presence.people.count == 1)
    }
}
