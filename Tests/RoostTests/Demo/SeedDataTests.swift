import Foundation
import Storage
import Testing

@testable import Accounts
@testable import Roost

struct SeedDataTests {
    /// The stored time, in whole seconds.
    private let now = Date(stored: Date().stored)
    private let home = Device(userAgent: "Firefox", address: "192.0.2.1")

    private func seedUser(_ name: String, visits: Int) throws -> SeedUser {
        let signedUp = SeedUser.Event(.signedUp, on: home, at: now - 1000)
        let visits = (0..<visits).map { number in
            SeedUser.Event(
                signedInOn: Device(userAgent: "Browser \(number)\(number % 2 == 0 ? "" : " mobile")", address: "::1"),
                at: now - 900 + Double(number), lastSeenAt: now - 50 + Double(number))
        }
        return try SeedUser(
            username: name, nickname: "\(name)!", createdAt: now - 1000, history: [signedUp] + visits)
    }

    @Test func `people are there with their sessions and history, and have the password`() async throws {
        try await withOpenSite { site in
            let seedData = try await SeedData(of: site.accounts, password: OpenSite.password)
            let tokens = try await seedData.add([seedUser("ada", visits: 3), seedUser("bruno", visits: 1)])
            #expect(tokens.count == 2)
            let ada = try #require(try await site.accounts.sessions.authenticate(tokens[0]))
            #expect(ada.user.username.text == "ada" && ada.user.nickname.text == "ada!")
            let sessions = try await site.accounts.sessions.active(of: ada.user)
            #expect(sessions.first?.id == ada.session.id)
            #expect(sessions.map(\.lastSeenAt) == [2, 1, 0].map { now - 50 + $0 })
            #expect(sessions.allSatisfy { $0.remembered && $0.expiresAt > now + 29 * 86_400 })
            let activity = try await site.accounts.activity.recent(of: ada.user, limit: 10)
            #expect(activity.map(\.kind) == [.signedIn, .signedIn, .signedIn, .signedUp])
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: ada).isEmpty)
            #expect(try await site.accounts.sessions.authenticate(tokens[1])?.user.username.text == "bruno")
            try await site.signIn("bruno")
        }
    }

    @Test func `the histories of several are interleaved, as where people come and go`() async throws {
        try await withOpenSite { site in
            let seedData = try await SeedData(of: site.accounts, password: OpenSite.password)
            _ = try await seedData.add([seedUser("ada", visits: 2), seedUser("bruno", visits: 2)])
            let order = try await site.accounts.context.database.read { db in
                try db.rows("SELECT userId FROM activity ORDER BY id") { $0[0] as Int }
            }
            #expect(order == [1, 2, 1, 2, 1, 2])
        }
    }

    @Test func `a name that is taken adds nobody`() async throws {
        try await withOpenSite { site in
            try await site.signUp("bruno")
            let seedData = try await SeedData(of: site.accounts, password: OpenSite.password)
            await #expect {
                _ = try await seedData.add([seedUser("ada", visits: 1), seedUser("bruno", visits: 1)])
            } throws: {
                Database.isDuplicate($0, of: "user.username")
            }
            #expect(try await site.accounts.administration.counts().accounts == 1)
        }
    }
}
