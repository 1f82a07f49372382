import Foundation
import TestSupport
import Testing

@testable import Accounts

struct RevocationTests {
    @Test func `a person ends a session of their own`() async throws {
        try await withSite { site in
            let (here, there) = (try await site.signUp(), try await site.signIn(on: .phone))
            try await site.accounts.sessions.revoke(there.session.id, by: here.signedIn)
            #expect(try await site.accounts.sessions.authenticate(there.token) == nil)
            #expect(try await site.accounts.sessions.authenticate(here.token) != nil)
        }
    }

    @Test func `of more than a hundred sessions the one used longest ago ends`() async throws {
        try await withSite { site in
            let (first, second) = (try await site.signUp(), try await site.signIn(remember: true))
            let other = try await site.signUp("bruno")
            site.clock.advance(by: 60)
            _ = try await site.accounts.sessions.authenticate(first.token)
            try await site.accounts.flush()
            // No more than may be signed in within an hour, from browsers that are known and from others.
            let mark = site.accounts.authentication.knownDevices.cookie(for: first.user)
            for number in 2..<Session.limit {
                try await site.signIn(knownDevice: number.isMultiple(of: 2) ? mark : nil)
            }
            #expect(try await site.accounts.sessions.authenticate(second.token) != nil)
            let last = try await site.signIn()
            #expect(try await site.accounts.sessions.authenticate(second.token) == nil)
            for one in [first, last, other] { #expect(try await site.accounts.sessions.authenticate(one.token) != nil) }
            #expect(try await site.accounts.sessions.active(of: first.user).count == Session.limit)
        }
    }

    @Test func `somebody else's session is not found and lives on`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.sessions.revoke(bruno.session.id, by: ada.signedIn)
            }
            #expect(try await site.accounts.sessions.authenticate(bruno.token) != nil)
            #expect(try await site.kinds(of: ada.user) == [.signedUp])
        }
    }

    @Test(arguments: [0, -1, 99, .max] as [Session.ID])
    func `a session that does not exist is not found`(id: Session.ID) async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            await #expect(throws: RecordNotFound.self) { try await site.accounts.sessions.revoke(id, by: ada) }
        }
    }

    @Test func `ending a session twice is fine and keeps the first time`() async throws {
        try await withSite { site in
            let (here, there) = (try await site.signUp(), try await site.signIn(on: .phone))
            for _ in 0..<2 {
                try await site.accounts.sessions.revoke(there.session.id, by: here.signedIn)
                site.clock.advance(by: 60)
            }
            let revokedAt: Int64 = try await site.value(
                "SELECT revokedAt FROM session WHERE id = ?", [there.session.id])
            #expect(revokedAt == TestClock.start.stored)
        }
    }

    @Test func `all sessions but this one are ended and counted`() async throws {
        try await withSite { site in
            let here = try await site.signUp()
            let others = [try await site.signIn(on: .phone), try await site.signIn(remember: true, on: .stranger)]
            #expect(try await site.accounts.sessions.revokeOthers(of: here.signedIn) == 2)
            for other in others { #expect(try await site.accounts.sessions.authenticate(other.token) == nil) }
            #expect(try await site.accounts.sessions.authenticate(here.token) != nil)
        }
    }

    @Test func `sessions that are over are not counted again`() async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: 86_400)
            let (here, ended) = (try await site.signIn(), try await site.signIn(on: .phone))
            try await site.accounts.sessions.revoke(ended.session.id, by: here.signedIn)
            #expect(try await site.accounts.sessions.revokeOthers(of: here.signedIn) == 0)
        }
    }

    @Test func `the sessions of others live on`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            _ = try await site.accounts.sessions.revokeOthers(of: ada.signedIn)
            #expect(try await site.accounts.sessions.authenticate(bruno.token) != nil)
        }
    }

    @Test func `the list has a person's active sessions, the one last seen first`() async throws {
        try await withSite { site in
            let (first, second) = (try await site.signUp(), try await site.signIn(on: .phone))
            let ended = try await site.signIn()
            try await site.accounts.sessions.signOut(ended.signedIn)
            try await site.signUp("bruno")
            site.clock.advance(by: 60)
            _ = try await site.accounts.sessions.authenticate(first.token)
            try await site.accounts.flush()
            let sessions = try await site.accounts.sessions.active(of: first.user)
            #expect(sessions.map(\.id) == [first.session.id, second.session.id])
            #expect(sessions.map(\.device) == [.home, .phone])
            #expect(sessions.allSatisfy { $0.status == .active })
        }
    }

    @Test func `expired sessions are not in the list`() async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            site.clock.advance(by: 86_400)
            #expect(try await site.accounts.sessions.active(of: user).isEmpty)
        }
    }
}
