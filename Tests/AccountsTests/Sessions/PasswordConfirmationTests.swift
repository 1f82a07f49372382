import Foundation
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct PasswordConfirmationTests {
    private typealias Action = @Sendable (Accounts, SignedIn) async throws -> Void

    private static let guarded: [(String, Action)] = [
        ("ending all other sessions", { _ = try await $0.sessions.revokeOthers(of: $1) }),
        ("beginning two-factor", { _ = try await $0.twoFactor.begin($1) }),
        ("confirming two-factor", { _ = try await $0.twoFactor.confirm($1, code: "123456") }),
        ("new recovery codes", { _ = try await $0.twoFactor.replaceRecoveryCodes($1) }),
        ("switching two-factor off", { try await $0.twoFactor.disable($1) }),
    ]

    @Test(arguments: guarded.indices)
    func `what could hurt needs a proof not older than 15 minutes`(index: Int) async throws {
        let (_, act) = Self.guarded[index]
        try await withSite { site in
            let ada = try await site.signUp()
            site.clock.advance(by: 899)
            if case .failure(let error) = await Result({ try await act(site.accounts, ada.signedIn) }) {
                #expect(error as? AuthenticationError != .confirmationNeeded)
            }
            site.clock.advance(by: 1)
            let now = try #require(try await site.accounts.sessions.authenticate(ada.token))
            await #expect(throws: AuthenticationError.confirmationNeeded) { try await act(site.accounts, now) }
        }
    }

    @Test(arguments: guarded.indices)
    func `a session that was ended meanwhile does nothing that could hurt`(index: Int) async throws {
        let (_, act) = Self.guarded[index]
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.accounts.sessions.signOut(ada.signedIn)
            await #expect(throws: RecordNotFound.self) { try await act(site.accounts, ada.signedIn) }
        }
    }

    @Test func `signing up and signing in are proofs, each for its own session`() async throws {
        try await withSite { site in
            let first = try await site.signUp()
            #expect(site.accounts.authentication.isPasswordConfirmed(first.signedIn))
            site.clock.advance(by: 900)
            let second = try await site.signIn(on: .phone)
            #expect(!site.accounts.authentication.isPasswordConfirmed(first.signedIn))
            #expect(site.accounts.authentication.isPasswordConfirmed(second.signedIn))
            let again = try #require(try await site.accounts.sessions.authenticate(first.token))
            #expect(!site.accounts.authentication.isPasswordConfirmed(again))
        }
    }

    @Test func `the password proves, and the session goes on with a new token`() async throws {
        try await withSite { site in
            let before = try await site.signUp()
            site.clock.advance(by: 1000)
            let after = try await site.accounts.authentication.confirmPassword(before.signedIn, password: testPassword)
            #expect(after.session.id == before.session.id)
            #expect(site.accounts.authentication.isPasswordConfirmed(after.signedIn))
            #expect(try await site.accounts.sessions.authenticate(before.token) == nil)
            let now = try #require(try await site.accounts.sessions.authenticate(after.token))
            #expect(now.session.passwordConfirmedAt == site.clock.now)
            try await site.accounts.twoFactor.disable(now)
        }
    }

    @Test func `a wrong password proves nothing and is written down`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            site.clock.advance(by: 1000)
            await #expect(throws: AuthenticationError.wrongPassword) {
                try await site.accounts.authentication.confirmPassword(ada.signedIn, password: "wrong")
            }
            let now = try #require(try await site.accounts.sessions.authenticate(ada.token))
            #expect(!site.accounts.authentication.isPasswordConfirmed(now))
            #expect(try await site.kinds(of: ada.user) == [.passwordConfirmationFailed, .signedUp])
        }
    }

    @Test func `wrong proofs have to wait`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 0..<5 {
                _ = try? await site.accounts.authentication.confirmPassword(ada.signedIn, password: "wrong")
            }
            await expectTooManyAttempts {
                try await site.accounts.authentication.confirmPassword(ada.signedIn, password: testPassword)
            }
        }
    }

    @Test func `a change of the password is a proof`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            site.clock.advance(by: 1000)
            let changed = try await site.accounts.authentication.changePassword(
                of: ada.signedIn, from: testPassword, to: "another password")
            #expect(site.accounts.authentication.isPasswordConfirmed(changed.signedIn))
            let now = try #require(try await site.accounts.sessions.authenticate(changed.token))
            #expect(site.accounts.authentication.isPasswordConfirmed(now))
        }
    }

    @Test func `a password that was changed meanwhile proves nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            let result = try await site.during({
                try await site.accounts.authentication.confirmPassword(ada, password: testPassword)
            }) {
                _ = try await site.restarted().authentication.changePassword(
                    of: ada, from: testPassword, to: "another password")
            }
            #expect(throws: AuthenticationError.wrongPassword) { try result.get() }
        }
    }

    @Test func `a session that was ended meanwhile is not proven`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            let result = try await site.during({
                try await site.accounts.authentication.confirmPassword(ada, password: testPassword)
            }) {
                try await site.accounts.sessions.signOut(ada)
            }
            #expect(throws: RecordNotFound.self) { try result.get() }
        }
    }
}
