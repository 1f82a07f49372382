import Foundation
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct ChallengeTests {
    @Test(arguments: [(599, true), (600, false)] as [(TimeInterval, Bool)])
    func `a challenge lasts ten minutes`(seconds: TimeInterval, lasts: Bool) async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let challenge = try await site.challenge()
            site.clock.advance(by: seconds)
            let result = await Result {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            }
            if lasts {
                _ = try result.get()
            } else {
                #expect(throws: AuthenticationError.challengeExpired) { try result.get() }
            }
        }
    }

    @Test func `a challenge works once`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let challenge = try await site.challenge()
            _ = try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            site.clock.advance(by: 30)
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a challenge works from another address and not from another browser`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let challenge = try await site.challenge()
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .stranger)
            }
            let moved = Device(userAgent: Device.home.userAgent, address: Device.stranger.address)
            _ = try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: moved)
        }
    }

    @Test func `a challenge that was not given out is none`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(
                    with: Token(random: constantBytes(0)), code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a challenge bears five wrong codes`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let (challenge, cookie) = (
                try await site.challenge(), site.accounts.authentication.knownDevices.cookie(for: ada.user)
            )
            for _ in 0..<5 {
                await #expect(throws: AuthenticationError.wrongCode) {
                    try await site.accounts.authentication.signIn(
                        with: challenge, code: site.wrongCode(key), on: .home, knownDevice: cookie)
                }
            }
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(
                    with: challenge, code: site.code(key), on: .home, knownDevice: cookie)
            }
        }
    }

    @Test func `of many wrong codes at once a challenge bears five`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let (challenge, cookie) = (
                try await site.challenge(), site.accounts.authentication.knownDevices.cookie(for: ada.user)
            )
            let (code, accounts) = (site.wrongCode(key), site.accounts)
            let count = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<10 {
                    group.addTask {
                        let result = await Result {
                            try await accounts.authentication.signIn(
                                with: challenge, code: code, on: .home, knownDevice: cookie)
                        }
                        if case .failure(AuthenticationError.wrongCode) = result { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(count == 5)
        }
    }

    @Test func `wrong codes are counted over all challenges, and a known device has its own count`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            for _ in 0..<5 {
                await #expect(throws: AuthenticationError.wrongCode) {
                    try await site.accounts.authentication.signIn(
                        with: site.challenge(on: .stranger), code: site.wrongCode(key), on: .stranger)
                }
            }
            let error = await expectTooManyAttempts {
                try await site.accounts.authentication.signIn(
                    with: site.challenge(on: .phone), code: site.code(key), on: .phone)
            }
            #expect(error?.seconds == 30)
            let cookie = site.accounts.authentication.knownDevices.cookie(for: ada.user)
            _ = try await site.accounts.authentication.signIn(
                with: site.challenge(), code: site.code(key), on: .home, knownDevice: cookie)
        }
    }

    @Test func `wrong codes count against their network as wrong passwords do`() async throws {
        try await withSite { site in
            var people: [(key: TwoFactorKey, name: String)] = []
            for index in 0..<8 {
                let (name, home) = ("person-\(index)", Device(userAgent: "a", address: "10.0.\(index).1"))
                people.append((try await site.enableTwoFactor(site.signUp(name, on: home)).key, name))
            }
            let stranger = Device(userAgent: "a", address: Device.stranger.address)
            var wrong = 0
            for (key, name) in people {
                let challenge = try await site.challenge(name, on: Device(userAgent: "a", address: "10.1.0.1"))
                for _ in 0..<4 {
                    let result = await Result {
                        try await site.accounts.authentication.signIn(
                            with: challenge, code: site.wrongCode(key), on: stranger)
                    }
                    if case .failure(AuthenticationError.wrongCode) = result { wrong += 1 }
                }
            }
            #expect(wrong == 30)
        }
    }

    @Test func `a right password does not start the count of wrong codes anew`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            var wrong = 0
            for _ in 0..<10 {
                let challenge = try await site.challenge()
                let result = await Result {
                    try await site.accounts.authentication.signIn(with: challenge, code: site.wrongCode(key), on: .home)
                }
                if case .failure(AuthenticationError.wrongCode) = result { wrong += 1 }
            }
            #expect(wrong == 5)
        }
    }

    @Test func `a right code starts the count anew`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            for _ in 0..<2 {
                let challenge = try await site.challenge()
                for _ in 0..<4 {
                    await #expect(throws: AuthenticationError.wrongCode) {
                        try await site.accounts.authentication.signIn(
                            with: challenge, code: site.wrongCode(key), on: .home)
                    }
                }
                _ = try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
                site.clock.advance(by: 30)
            }
        }
    }

    @Test func `a password that was changed meanwhile makes challenges worthless`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let challenge = try await site.challenge()
            _ = try await site.accounts.authentication.changePassword(
                of: ada.signedIn, from: testPassword, to: "another password")
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            }
        }
    }

    @Test func `a right password without a code is written down, with when and where`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (key, _) = try await site.enableTwoFactor(ada)
            let asked = site.clock.now
            _ = try await site.challenge(on: .stranger)
            let (tried, used) = (try await site.challenge(), try await site.challenge())
            _ = try? await site.accounts.authentication.signIn(with: tried, code: site.wrongCode(key), on: .home)
            _ = try await site.accounts.authentication.signIn(with: used, code: site.code(key), on: .home)
            site.clock.advance(by: 600)
            for _ in 0..<2 { try await site.accounts.clean(log: .quiet) }
            let entries = try await site.accounts.activity.recent(of: ada.user, limit: 10)
            #expect(
                entries.map(\.kind) == [.codeNotGiven, .signedIn, .codeFailed, .twoFactorEnabled, .signedUp])
            #expect(entries[0].device == .stranger)
            #expect(entries[0].at == asked)
        }
    }

    @Test func `the database holds a challenge's hash alone, and maintenance takes it away`() async throws {
        try await withSite { site in
            try await site.enableTwoFactor(site.signUp())
            let challenge = try await site.challenge()
            let stored = try site.stored()
            #expect(stored.range(of: challenge.hash) != nil)
            #expect(stored.range(of: Data(challenge.encoded.utf8)) == nil)
            #expect(stored.range(of: Data(try #require(Base64.url.decode(challenge.encoded)))) == nil)
            site.clock.advance(by: 600)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("signInTicket") == 0)
        }
    }
}
