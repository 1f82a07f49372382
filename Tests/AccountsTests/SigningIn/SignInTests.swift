import Foundation
import TestSupport
import Testing
import WorkQueue

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct SignInTests {
    @Test(arguments: ["ada", "ADA", " Ada\n"])
    func `the name is found without regard to case and white space around it`(name: String) async throws {
        try await withSite { site in
            let user = try await site.signUp().user
            #expect(try await site.signIn(name).user == user)
        }
    }

    @Test(arguments: [
        ("ada", "fruit bats at dawn"), ("ada", testPassword + " "), ("ada", ""), ("nobody-here", testPassword),
    ])
    func `a wrong password and an unknown name get the same answer`(name: String, password: String) async throws {
        try await withSite { site in
            try await site.signUp()
            await #expect(throws: AuthenticationError.wrongCredentials) {
                try await site.signIn(name, password: password)
            }
            #expect(try await site.count("session") == 1)
        }
    }

    @Test func `a name with a letter that only looks the same is another`() async throws {
        try await withSite { site in
            try await site.signUp("kelvin")
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn("\u{212A}elvin") }
        }
    }

    @Test func `what follows a NUL in a name is not ignored`() async throws {
        try await withSite { site in
            try await site.signUp()
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn("ada\0b") }
        }
    }

    @Test func `an unknown name costs a hash too`() async throws {
        try await withSite(depth: 0) { site in
            try await site.whileHashingStands {
                await #expect(throws: WorkQueue.Full.self) { try await site.signIn("nobody-here") }
            }
        }
    }

    @Test func `a damaged hash is a wrong password`() async throws {
        try await withSite { site in
            try await site.signUp()
            try await site.execute("UPDATE user SET passwordHash = 'x'")
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn() }
        }
    }

    @Test func `each sign-in has a token and a session of its own`() async throws {
        try await withSite { site in
            let issued = [try await site.signUp(), try await site.signIn(), try await site.signIn()]
            #expect(Set(issued.map(\.token)).count == 3)
            #expect(Set(issued.map(\.session.id)).count == 3)
            for one in issued { #expect(try await site.accounts.sessions.authenticate(one.token) != nil) }
        }
    }

    @Test(arguments: [true, false])
    func `the session keeps its device, its times and whether it is remembered`(remember: Bool) async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: 100)
            let session = try await site.signIn(remember: remember, on: .phone).session
            let time = TestClock.start + 100
            #expect(session.device == .phone)
            #expect(session.remembered == remember)
            #expect([session.createdAt, session.lastSeenAt, session.renewedAt] == [time, time, time])
            #expect(session.expiresAt == time + (remember ? 30 * 86_400 : 86_400))
            #expect(session.status == .active)
        }
    }

    @Test func `the session that the browser had before ends`() async throws {
        try await withSite { site in
            let old = try await site.signUp("ada")
            try await site.signUp("bruno")
            try await site.signIn("bruno", replacing: old.session)
            #expect(try await site.accounts.sessions.authenticate(old.token) == nil)
        }
    }

    @Test func `a failed sign-in does not end the session that the browser had before`() async throws {
        try await withSite { site in
            let old = try await site.signUp()
            await #expect(throws: AuthenticationError.wrongCredentials) {
                try await site.signIn(password: "wrong", replacing: old.session)
            }
            #expect(try await site.accounts.sessions.authenticate(old.token) != nil)
        }
    }

    @Test func `a token from before the sign-in is not taken over`() async throws {
        try await withSite { site in
            let planted = try await site.signUp()
            let issued = try await site.signIn(replacing: planted.session)
            #expect(issued.token != planted.token)
            #expect(try await site.accounts.sessions.authenticate(planted.token) == nil)
        }
    }
}
