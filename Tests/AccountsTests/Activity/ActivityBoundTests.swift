import Foundation
import TestSupport
import Testing

@testable import Accounts

struct ActivityBoundTests {
    private func entries(_ site: TestSite, _ kind: Activity.Kind) async throws -> [Activity] {
        let user = try #require(try await site.database.read { try UserStore.find($0, id: 1) })
        return try await site.accounts.activity.page(of: user, limit: 100).entries.filter { $0.kind == kind }
    }

    @Test func `of a kind the first and the last of a day stay, and those between are counted`() async throws {
        try await withSite { site in
            try await site.signUp()
            for number in 1...100 {
                let device = Device(userAgent: "\(number)", address: "10.0.\(number).1")
                site.clock.advance(by: 1)
                _ = try await site.guess(times: 1, on: device)
            }
            let failed = try await entries(site, .signInFailed)
            let kept: [String] = ["100"] + (1...19).reversed().map { "\($0)" }
            #expect(failed.map(\.device.userAgent) == kept)
            #expect(failed.map(\.others) == [80] + Array(repeating: 0, count: 19))
        }
    }

    @Test func `each day and each kind has entries of its own`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            for _ in 1...2 {
                for _ in 1...30 { _ = try await site.accounts.administration.endSessions(of: 1, by: .commandLine) }
                let now = site.clock.now
                for _ in 1...30 {
                    try await site.database.write {
                        try ActivityStore.insert($0, .codeFailed, user: ada.user.id, device: .stranger, at: now)
                    }
                }
                site.clock.advance(by: 86_400)
            }
            #expect(try await entries(site, .allSessionsEnded).count == 40)
            #expect(try await entries(site, .codeFailed).count == 40)
        }
    }

    @Test func `a second factor that is switched on and off without end leaves few entries`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 1...60 {
                site.clock.advance(by: 10)
                let key = try await site.accounts.twoFactor.begin(ada.signedIn)
                _ = try? await site.accounts.twoFactor.confirm(ada.signedIn, code: site.code(key))
                try await site.accounts.twoFactor.disable(ada.signedIn)
            }
            #expect(try await site.count("activity") <= 1 + 2 * Activity.dailyLimit)
        }
    }

    @Test func `what its owner is asked about is not pushed off the list`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 1...25 { try await site.signIn(on: .home) }
            let thief = try await site.signIn(on: .stranger)
            for _ in 1...25 { try await site.signIn(on: .home) }
            let signIns = try await entries(site, .signedIn)
            #expect(signIns.count == Activity.dailyLimit + 1)
            #expect(signIns.contains { $0.session == thief.session.id && $0.review == .new })
            #expect(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).count == 1)
        }
    }
}
