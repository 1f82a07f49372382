import Foundation
import TestSupport
import Testing

@testable import Accounts

struct AuthenticationTests {
    @Test func `a token stands for its person and session`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada")
            let bruno = try await site.signUp("bruno")
            #expect(try await site.accounts.sessions.authenticate(ada.token) == ada.signedIn)
            #expect(try await site.accounts.sessions.authenticate(bruno.token) == bruno.signedIn)
        }
    }

    @Test func `a token that was not given out stands for nobody`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await site.accounts.sessions.authenticate(SessionToken(random: constantBytes(0))) == nil)
        }
    }

    @Test func `a session that was ended is over`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            try await site.accounts.sessions.signOut(issued.signedIn)
            #expect(try await site.accounts.sessions.authenticate(issued.token) == nil)
        }
    }

    @Test func `signing out ends one session alone`() async throws {
        try await withSite { site in
            let (first, second) = (try await site.signUp(), try await site.signIn())
            try await site.accounts.sessions.signOut(first.signedIn)
            #expect(try await site.accounts.sessions.authenticate(second.token) != nil)
        }
    }

    @Test func `signing out twice is fine`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            for _ in 0..<2 { try await site.accounts.sessions.signOut(issued.signedIn) }
            #expect(try await site.accounts.sessions.authenticate(issued.token) == nil)
        }
    }

    @Test func `signing out of an account that has gone is fine`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            _ = try await site.accounts.profiles.delete(issued.signedIn, password: testPassword)
            try await site.accounts.sessions.signOut(issued.signedIn)
        }
    }

    @Test(arguments: [(86_399, true), (86_400, false)] as [(TimeInterval, Bool)])
    func `a session ends after a day without use`(seconds: TimeInterval, isActive: Bool) async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: seconds)
            #expect((try await site.accounts.sessions.authenticate(issued.token) != nil) == isActive)
        }
    }

    @Test(arguments: [(30 * 86_400 - 1, true), (30 * 86_400, false)] as [(TimeInterval, Bool)])
    func `a remembered session ends after thirty days without use`(seconds: TimeInterval, isActive: Bool) async throws {
        try await withSite { site in
            try await site.signUp()
            let issued = try await site.signIn(remember: true)
            site.clock.advance(by: seconds)
            #expect((try await site.accounts.sessions.authenticate(issued.token) != nil) == isActive)
        }
    }

    @Test func `the person is shown as they are now`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            try await site.accounts.profiles.rename(issued.signedIn, to: "Ada Ahlberg")
            #expect(try await site.accounts.sessions.authenticate(issued.token)?.user.nickname.text == "Ada Ahlberg")
        }
    }

    @Test func `sessions outlive a new start`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            #expect(try await site.restarted().sessions.authenticate(issued.token) == issued.signedIn)
        }
    }
}
