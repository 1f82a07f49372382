import Foundation
import Storage
import Testing

@testable import Accounts

struct SeedDataTests {
    private func seedUser(_ name: String, visits: Int) throws -> SeedUser {
        let signedUp = SeedUser.Event(.signedUp, on: .home, at: TestClock.start - 1000)
        let visits = (0..<visits).map { number in
            SeedUser.Event(
                signedInOn: Device(userAgent: "Browser \(number)\(number % 2 == 0 ? "" : " mobile")", address: "::1"),
                at: TestClock.start - 900 + Double(number), lastSeenAt: TestClock.start - 100 + Double(number))
        }
        return try SeedUser(
            username: name, nickname: "\(name)!", createdAt: TestClock.start - 1000, history: [signedUp] + visits)
    }

    @Test func `people are there with their sessions and history, and have the password`() async throws {
        try await withSite { site in
            let seedData = try await SeedData(of: site.accounts, password: testPassword)
            let tokens = try await seedData.add([seedUser("ada", visits: 3), seedUser("bruno", visits: 1)])
            #expect(tokens.count == 2)
            let ada = try #require(try await site.accounts.authenticate(tokens[0]))
            #expect(ada.user.username.text == "ada" && ada.user.nickname.text == "ada!")
            let sessions = try await site.accounts.activeSessions(of: ada.user)
            #expect(sessions.first?.id == ada.session.id)
            #expect(sessions.map(\.lastSeenAt) == [2, 1, 0].map { TestClock.start - 100 + $0 })
            #expect(sessions.allSatisfy { $0.remembered && $0.expiresAt > site.clock.time + 29 * 86_400 })
            #expect(try await site.kinds(of: ada.user) == [.signedIn, .signedIn, .signedIn, .signedUp])
            #expect(try await site.accounts.unansweredSignIns(askedOf: ada).isEmpty)
            #expect(try await site.accounts.authenticate(tokens[1])?.user.username.text == "bruno")
            #expect(try await site.signIn("bruno").user.nickname.text == "bruno!")
        }
    }

    @Test func `the histories of several are interleaved, as where people come and go`() async throws {
        try await withSite { site in
            let seedData = try await SeedData(of: site.accounts, password: testPassword)
            _ = try await seedData.add([seedUser("ada", visits: 2), seedUser("bruno", visits: 2)])
            let order: String = try await site.value(
                "SELECT group_concat(userId, '') FROM (SELECT userId FROM activity ORDER BY id)")
            #expect(order == "121212")
        }
    }

    @Test func `a name that is taken adds nobody`() async throws {
        try await withSite { site in
            try await site.signUp("bruno")
            let seedData = try await SeedData(of: site.accounts, password: testPassword)
            await #expect {
                _ = try await seedData.add([seedUser("ada", visits: 1), seedUser("bruno", visits: 1)])
            } throws: {
                Database.isDuplicate($0, of: "user.username")
            }
            #expect(try await site.count("user") == 1)
        }
    }
}
