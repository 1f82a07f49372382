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
        #expect(presence.update(grace: .seconds(30), at: start)?.names == ["ana", "ben"])
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
        #expect(presence.update(grace: .seconds(30), at: start + .seconds(30))?.names == [])
        #expect(presence.isEmpty)
    }

    @Test func `nothing is told of who is not shown, not even that they have gone`() throws {
        var presence = Presence()
        presence.enter(try user(1, "ana"))
        _ = presence.update(grace: .seconds(30), at: start)
        presence.enter(try user(2, "ben", isShown: false))
        #expect(presence.isHere(2) && presence.people(at: start).names == ["ana"])
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
        #expect(presence.update(grace: .seconds(30), at: start)?.names == [])
        presence.update(try user(1, "anna", isShown: false))
        #expect(presence.update(grace: .seconds(30), at: start) == nil)
        presence.update(try user(1, "anna"))
        #expect(presence.update(grace: .seconds(30), at: start)?.names == ["anna"])
        presence.update(try user(1, "Ana"))
        #expect(presence.update(grace: .seconds(30), at: start)?.count == 1)
        presence.update(try user(2, "ben"))
        #expect(presence.people(at: start).count == 1)
    }

    @Test func `of many people the first fifty by name are told, and how many there are`() throws {
        var presence = Presence()
        for id: User.ID in (1...120).reversed() { presence.enter(try user(id, String(format: "ana%03d", Int(id)))) }
        let told = presence.update(grace: .seconds(30), at: start)
        let people = try #require(told)
        #expect(people.count == 120 && people.named.count == 50)
        #expect(people.names.first == "ana001" && people.names.last == "ana050")
    }

    @Test func `the more are here, the more seldom it is told who they are`() throws {
        var presence = Presence()
        for id: User.ID in 1...100 { presence.enter(try user(id, "ana\(id)")) }
        #expect(presence.update(grace: .seconds(30), at: start)?.count == 100)
        presence.enter(try user(101, "ben"))
        let isDue = start + .milliseconds(1_010)
        #expect(presence.update(grace: .seconds(30), at: isDue - .milliseconds(1)) == nil)
        #expect(presence.people(at: isDue - .milliseconds(1)).count == 100)
        #expect(presence.update(grace: .seconds(30), at: isDue)?.count == 101)
        #expect(presence.update(grace: .seconds(30), at: isDue + .seconds(60)) == nil)
    }

    @Test func `among many, too, whoever hides is gone at once`() throws {
        var presence = Presence()
        for id: User.ID in 1...100 { presence.enter(try user(id, "ana\(id)")) }
        _ = presence.update(grace: .seconds(30), at: start)
        presence.update(try user(7, "ana7", isShown: false))
        #expect(presence.update(grace: .seconds(30), at: start)?.count == 99)
    }
}

extension PresentPeople {
    fileprivate var names: [String] { named.map(\.nickname) }
}
