import Foundation
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct CodeTests {
    @Test func `a password and a code sign in`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let challenge = try await site.challenge(remember: true, on: .phone)
            let issued = try await site.accounts.authentication.signIn(
                with: challenge, code: " \(site.code(key).prefix(3)) \(site.code(key).suffix(3))", on: .phone,
                replacing: ada.session)
            #expect(issued.session.device == .phone)
            #expect(issued.session.remembered)
            #expect(try await site.accounts.sessions.authenticate(issued.token) == issued.signedIn)
            #expect(try await site.accounts.sessions.authenticate(ada.token) == nil)
            #expect(try await site.kinds(of: ada.user) == [.signedIn, .twoFactorEnabled, .signedUp])
        }
    }

    @Test func `the password alone opens no session`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.enableTwoFactor(ada)
            let challenge = try await site.challenge()
            #expect(try await site.count("session") == 1)
            let asSession = try #require(SessionToken(encoded: challenge.encoded))
            #expect(try await site.accounts.sessions.authenticate(asSession) == nil)
        }
    }

    @Test func `a wrong password tells nothing of the second factor`() async throws {
        try await withSite { site in
            try await site.enableTwoFactor(site.signUp())
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn(password: "wrong") }
        }
    }

    @Test func `a code does not count twice, also with another challenge`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let challenges = [try await site.challenge(), try await site.challenge()]
            let code = site.code(key)
            _ = try await site.accounts.authentication.signIn(with: challenges[0], code: code, on: .home)
            await #expect(throws: AuthenticationError.wrongCode) {
                try await site.accounts.authentication.signIn(with: challenges[1], code: code, on: .home)
            }
        }
    }

    @Test func `the code that confirmed the key does not sign in`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let key = try await site.accounts.twoFactor.begin(ada.signedIn)
            _ = try await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(key))
            await #expect(throws: AuthenticationError.wrongCode) {
                try await site.accounts.authentication.signIn(with: site.challenge(), code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a recovery code signs in once`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (_, codes) = try await site.enableTwoFactor(ada)
            let typed = codes[3].text.uppercased()
            _ = try await site.accounts.authentication.signIn(with: site.challenge(), code: typed, on: .home)
            await #expect(throws: AuthenticationError.wrongCode) {
                try await site.accounts.authentication.signIn(with: site.challenge(), code: typed, on: .home)
            }
            guard case .on(_, let left) = try await site.accounts.twoFactor.state(of: ada.user) else {
                Issue.record("switched off")
                return
            }
            #expect(left == 9)
            #expect(
                try await site.kinds(of: ada.user) == [
                    .codeFailed, .signedIn, .recoveryCodeUsed, .twoFactorEnabled, .signedUp,
                ])
        }
    }

    @Test func `of many who use one recovery code at once one gets in`() async throws {
        try await withSite { site in
            let (_, codes) = try await site.enableTwoFactor(site.signUp())
            var challenges: [Token<TwoFactorChallenge>] = []
            for _ in 0..<4 { challenges.append(try await site.challenge()) }
            let count = await withTaskGroup(of: Bool.self) { group in
                for challenge in challenges {
                    group.addTask {
                        let result = await Result {
                            try await site.accounts.authentication.signIn(
                                with: challenge, code: codes[0].text, on: .home)
                        }
                        if case .success = result { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(count == 1)
            #expect(try await site.count("session") == 2)
        }
    }

    @Test func `somebody else's recovery code is wrong`() async throws {
        try await withSite { site in
            try await site.enableTwoFactor(site.signUp("ada"))
            let (_, codes) = try await site.enableTwoFactor(site.signUp("bruno"))
            await #expect(throws: AuthenticationError.wrongCode) {
                try await site.accounts.authentication.signIn(
                    with: site.challenge("ada"), code: codes[0].text, on: .home)
            }
        }
    }

    @Test func `with another secret of the site no code is right`() async throws {
        try await withSite { site in
            let (key, codes) = try await site.enableTwoFactor(site.signUp())
            let accounts = try site.restarted(secret: .other)
            for code in [site.code(key), codes[0].text] {
                await #expect(throws: AuthenticationError.wrongCode) {
                    try await accounts.authentication.signIn(with: site.challenge(), code: code, on: .home)
                }
            }
        }
    }
}
