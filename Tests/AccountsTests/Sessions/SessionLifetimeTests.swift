import Foundation
import TestSupport
import Testing

@testable import Accounts

struct SessionLifetimeTests {
    private static let day: TimeInterval = 86_400

    @Test func `the defaults are those of the contract`() {
        let lifetime = SessionLifetime()
        #expect(lifetime.idle(remembered: true) == 30 * Self.day)
        #expect(lifetime.idle(remembered: false) == Self.day)
    }

    @Test func `a session that is not remembered never lasts longer than one that is`() {
        #expect(SessionLifetime(remembered: 3600).idle(remembered: false) == 3600)
    }

    @Test(arguments: [true, false])
    func `a session in use is prolonged`(remember: Bool) async throws {
        try await withSite { site in
            let idle = site.accounts.sessions.lifetime.idle(remembered: remember)
            try await site.signUp()
            let issued = try await site.signIn(remember: remember)
            for _ in 0..<4 {
                site.clock.advance(by: idle - 1)
                let signedIn = try #require(try await site.accounts.sessions.authenticate(issued.token))
                #expect(signedIn.isRenewed)
                #expect(signedIn.session.expiresAt == site.clock.now + idle)
                try await site.accounts.flush()
            }
        }
    }

    @Test(arguments: [true, false])
    func `in use or not, a session ends after six times its time`(remember: Bool) async throws {
        try await withSite { site in
            let idle = site.accounts.sessions.lifetime.idle(remembered: remember)
            try await site.signUp()
            let issued = try await site.signIn(remember: remember)
            for part in 1..<12 {
                site.clock.set(to: idle * Double(part) / 2)
                let expiry = try await site.accounts.sessions.authenticate(issued.token)?.session.expiresAt
                #expect(expiry == min(site.clock.now + idle, TestClock.start + 6 * idle))
                try await site.accounts.flush()
            }
            site.clock.set(to: 6 * idle - 1)
            #expect(try await site.accounts.sessions.authenticate(issued.token) != nil)
            try await site.accounts.flush()
            site.clock.set(to: 6 * idle)
            #expect(try await site.accounts.sessions.authenticate(issued.token) == nil)
        }
    }

    @Test(arguments: [(3599, false), (3600, true)] as [(TimeInterval, Bool)])
    func `the cookie is due again when a 24th of the time has gone`(seconds: TimeInterval, isDue: Bool) async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: seconds)
            let signedIn = try await site.accounts.sessions.authenticate(issued.token)
            #expect(signedIn?.isRenewed == isDue)
            #expect(signedIn?.session.expiresAt == TestClock.start + Self.day + (isDue ? seconds : 0))
        }
    }

    @Test func `the cookie of a remembered session is due after 30 hours`() async throws {
        try await withSite { site in
            try await site.signUp()
            let issued = try await site.signIn(remember: true)
            site.clock.advance(by: 30 * 3600 - 1)
            #expect(try await site.accounts.sessions.authenticate(issued.token)?.isRenewed == false)
            site.clock.advance(by: 1)
            #expect(try await site.accounts.sessions.authenticate(issued.token)?.isRenewed == true)
        }
    }

    @Test func `a 24th is counted from the last time the cookie was sent`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 4000)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            try await site.accounts.flush()
            site.clock.advance(by: 3599)
            #expect(try await site.accounts.sessions.authenticate(issued.token)?.isRenewed == false)
            site.clock.advance(by: 1)
            #expect(try await site.accounts.sessions.authenticate(issued.token)?.isRenewed == true)
        }
    }

    @Test func `the operator's time is the one that counts`() async throws {
        try await withSite(lifetime: SessionLifetime(remembered: 600)) { site in
            let issued = try await site.signUp()
            #expect(issued.session.expiresAt == TestClock.start + 600)
            site.clock.advance(by: 600)
            #expect(try await site.accounts.sessions.authenticate(issued.token) == nil)
        }
    }
}
