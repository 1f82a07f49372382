import Foundation
import TestSupport
import Testing

@testable import Accounts

struct SignInThrottlingTests {
    @Test func `after five wrong passwords a network waits for this account`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await site.guess(times: 5) == 5)
            let error = await expectTooManyAttempts { try await site.signIn(on: .stranger) }
            #expect(error?.seconds == 30)
            #expect(error?.retryAt == TestClock.start.addingTimeInterval(30))
        }
    }

    @Test func `the right password after the wait starts anew`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await site.guess(times: 5) == 5)
            site.clock.advance(by: 30)
            try await site.signIn(on: .stranger)
            #expect(try await site.guess(times: 10) == 5)
        }
    }

    @Test func `seconds are rounded up`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await site.guess(times: 5) == 5)
            site.clock.advance(by: 29.9)
            let error = await expectTooManyAttempts { try await site.signIn(on: .stranger) }
            #expect(error?.seconds == 1)
        }
    }

    @Test func `unknown names count as known ones do`() async throws {
        try await withSite { site in
            let count = try await site.guess("nobody-here", times: 10)
            #expect(count == 5)
        }
    }

    @Test(arguments: ["ADA", " ada", "Ada\n"])
    func `another way to write the name is no other name`(name: String) async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await site.guess(times: 5) == 5)
            #expect(try await site.guess(name, times: 5) == 0)
        }
    }

    @Test func `names longer than any account's count as one`() async throws {
        try await withSite { site in
            let start = String(repeating: "a", count: 33)
            var count = 0
            for index in 0..<10 { count += try await site.guess("\(start)\(index)", times: 1) }
            #expect(count == 5)
        }
    }

    @Test func `guesses at one account from one network do not stop others`() async throws {
        try await withSite { site in
            try await site.signUp("ada")
            try await site.signUp("bruno")
            #expect(try await site.guess("ada", times: 5) == 5)
            try await site.signIn("ada", on: .phone)
            try await site.signIn("bruno", on: .stranger)
        }
    }

    @Test func `guesses at many accounts from one network have a common limit`() async throws {
        try await withSite { site in
            var count = 0
            for index in 0..<40 { count += try await site.guess("person-\(index)", times: 1) }
            #expect(count == 30)
        }
    }

    @Test func `guesses at one account from many networks have a common limit`() async throws {
        try await withSite { site in
            try await site.signUp()
            var count = 0
            for index in 0..<50 {
                count += try await site.guess(times: 4, on: Device(userAgent: "", address: "10.0.\(index).1"))
            }
            #expect(count == 100)
        }
    }

    @Test func `an own account does not clear the way to others`() async throws {
        try await withSite { site in
            try await site.signUp("mallory")
            var count = 0
            for index in 0..<60 {
                count += try await site.guess("person-\(index)", times: 1)
                _ = try? await site.signIn("mallory", on: .stranger)
            }
            #expect(count == 30)
        }
    }

    @Test func `attempts at once are counted each`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().user
            let looked = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<100 {
                    let device = Device(userAgent: "", address: "10.0.\(index / 2).1")
                    group.addTask {
                        let result = await Result { try await site.signIn(password: "wrong", on: device) }
                        if case .failure(AuthenticationError.wrongCredentials) = result { return true }
                        return false
                    }
                }
                return await group.reduce(0) { $1 ? $0 + 1 : $0 }
            }
            #expect(looked == 100)
            #expect(try await site.guess(times: 5) == 0)
            let entry = try #require(try await site.accounts.activity.recent(of: ada, limit: 1).first)
            #expect((entry.kind, entry.others) == (.signInFailed, 100 - Activity.dailyLimit))
        }
    }

    @Test func `a refused try is not hashed`() async throws {
        try await withSite(depth: 0) { site in
            #expect(try await site.guess(times: 5) == 5)
            try await site.whileHashingStands {
                await expectTooManyAttempts { try await site.signIn(on: .stranger) }
            }
        }
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.254", 0), ("192.0.2.1", "192.0.3.1", 5), ("::ffff:192.0.2.1", "192.0.2.9", 0),
        ("2001:db8:1:200::1", "2001:db8:1:2ff::9", 0), ("2001:db8:1:200::1", "2001:db8:1:300::1", 5),
        ("unknown", "unknown", 0),
    ])
    func `neighbours count together`(first: String, second: String, remaining: Int) async throws {
        try await withSite { site in
            let count = try await site.guess(times: 5, on: Device(userAgent: "a", address: first))
            #expect(count == 5)
            #expect(try await site.guess(times: 5, on: Device(userAgent: "b", address: second)) == remaining)
        }
    }
}
