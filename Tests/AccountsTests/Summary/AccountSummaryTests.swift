import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct AccountSummaryTests {
    enum Change: CaseIterable {
        case signIn, signInElsewhere, revocation, lastSeenUpdate, nickname, confirmation, denial, failure, cleaning
        case activityByHand, activityMovedByHand, reviewByHand, kindByHand, removalByHand, addressByHand,
            prolongedByHand
        case sessionMovedByHand
    }

    private func make(_ change: Change, _ site: TestSite, _ ada: IssuedSession, _ bruno: IssuedSession) async throws {
        let accounts = site.accounts
        switch change {
        case .signIn: try await site.signIn("ada")
        case .signInElsewhere:
            _ = try await site.restarted().authentication.signIn(
                username: "ada", password: testPassword, remember: false, on: .stranger)
        case .revocation: _ = try await accounts.administration.endSessions(of: ada.user.id, by: .commandLine)
        case .lastSeenUpdate:
            site.clock.advance(by: 100)
            _ = try await accounts.sessions.authenticate(ada.token)
            try await accounts.flush()
        case .nickname: try await accounts.profiles.rename(ada.signedIn, to: "Ada Ahlberg")
        case .confirmation: try await accounts.activity.confirmSignIn(try await question(site, ada), by: ada.signedIn)
        case .denial: _ = try await accounts.activity.denySignIn(try await question(site, ada), by: ada.signedIn)
        case .failure:
            await #expect(throws: AuthenticationError.wrongCredentials) {
                try await accounts.authentication.signIn(
                    username: "ada", password: "wrong one", remember: false, on: .home)
            }
        case .cleaning:
            try await site.execute("UPDATE activity SET at = 1 WHERE kind = 'signedUp'")
            _ = try await accounts.activity.summary(of: ada.signedIn)
            try await accounts.clean(log: .quiet)
        case .activityByHand:
            try site.elsewhere(
                "INSERT INTO activity (userId, kind, userAgent, address, at) VALUES (\(ada.user.id), 'exported', '', '', 5)"
            )
        case .activityMovedByHand:
            try site.elsewhere(
                "UPDATE activity SET userId = \(ada.user.id) WHERE userId = \(bruno.user.id)")
        case .reviewByHand: try site.elsewhere("UPDATE activity SET review = NULL")
        case .kindByHand: try site.elsewhere("UPDATE activity SET kind = 'exported' WHERE kind = 'signedUp'")
        case .removalByHand: try site.elsewhere("DELETE FROM activity WHERE kind = 'signedUp'")
        case .addressByHand: try site.elsewhere("UPDATE session SET address = '192.0.2.99'")
        case .prolongedByHand: try site.elsewhere("UPDATE session SET expiresAt = expiresAt + 5")
        case .sessionMovedByHand:
            try site.elsewhere("UPDATE session SET userId = \(ada.user.id) WHERE userId = \(bruno.user.id)")
        }
    }

    private func question(_ site: TestSite, _ ada: IssuedSession) async throws -> Activity.ID {
        try #require(try await site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn).first).id
    }

    @Test(arguments: Change.allCases)
    func `a change counts from the next question on, in this process and in others`(change: Change) async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await site.signIn("ada", on: .phone)
            let other = try site.restarted()
            let before = try await site.accounts.activity.summary(of: ada.signedIn)
            #expect(try await other.activity.summary(of: ada.signedIn) == before)
            #expect(before.newSignIns.count == 1)
            try await make(change, site, ada, bruno)
            let now = try await site.restarted().activity.summary(of: ada.signedIn)
            #expect(now != before)
            for accounts in [site.accounts, other] {
                #expect(try await accounts.activity.summary(of: ada.signedIn) == now)
            }
        }
    }

    @Test func `it is what the functions that read say`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 0..<6 { try await site.signIn("ada", on: .phone) }
            for _ in 0..<5 { try await site.signIn("ada") }
            for _ in 0..<2 {
                let summary = try await site.accounts.activity.summary(of: ada.signedIn)
                #expect(try await summary.sessions == site.accounts.sessions.active(of: ada.user))
                #expect(try await summary.activity == site.accounts.activity.page(of: ada.user, limit: 10))
                #expect(try await summary.newSignIns == site.accounts.activity.unansweredSignIns(askedOf: ada.signedIn))
                #expect(summary.activity.next != nil)
                #expect(summary.newSignIns.count == 1)
            }
        }
    }

    @Test func `nobody is asked about the place they are at`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let phone = try await site.signIn("ada", on: .phone)
            for _ in 0..<2 {
                #expect(try await site.accounts.activity.summary(of: ada.signedIn).newSignIns.count == 1)
                #expect(try await site.accounts.activity.summary(of: phone.signedIn).newSignIns.isEmpty)
            }
            try await site.accounts.sessions.revoke(phone.session.id, by: ada.signedIn)
            #expect(try await site.accounts.activity.summary(of: phone.signedIn).newSignIns.isEmpty)
        }
    }

    @Test func `one that is known costs no look-up, whatever happens to others`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            let summary = try await site.accounts.activity.summary(of: ada.signedIn)
            try await site.accounts.profiles.rename(bruno.signedIn, to: "Bruno")
            try await site.signIn("bruno", on: .phone)
            try await site.execute("ALTER TABLE activity RENAME TO gone")
            #expect(try await site.accounts.activity.summary(of: ada.signedIn) == summary)
            await #expect { try await site.accounts.activity.summary(of: bruno.signedIn) } throws: {
                Database.isFault($0)
            }
        }
    }

    @Test func `a session that has expired meanwhile is not shown`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.signIn("ada", remember: true, on: .phone)
            #expect(try await site.accounts.activity.summary(of: ada.signedIn).sessions.count == 2)
            site.clock.advance(by: 86_400)
            #expect(try await site.accounts.activity.summary(of: ada.signedIn).sessions.count == 1)
        }
    }

    @Test func `what was read before a change of the account is not kept after it, what others change is no matter`()
        async throws
    {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            let cache = AccountCache(of: site.database)
            let generation = try await cache.catchUp(site)
            let history = AccountHistory.sample(sessions: [ada.session])
            try await site.accounts.profiles.rename(bruno.signedIn, to: "Bruno")
            cache.insert(history, of: bruno.user.id, since: generation)
            #expect(!isKnown(bruno.user.id, to: cache))
            cache.insert(history, of: ada.user.id, since: generation)
            #expect(isKnown(ada.user.id, to: cache))
        }
    }

    @Test func `so many accounts may change that nobody knows which: then nothing read before is kept`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let cache = AccountCache(of: site.database)
            let generation = try await cache.catchUp(site)
            try site.elsewhere(
                """
                WITH RECURSIVE number (n) AS (VALUES (1000) UNION ALL SELECT n + 1 FROM number WHERE n < 12000)
                INSERT INTO accountChange (userId) SELECT n FROM number
                """)
            try await cache.catchUp(site)
            cache.insert(AccountHistory.sample(sessions: []), of: ada.user.id, since: generation)
            #expect(!isKnown(ada.user.id, to: cache))
        }
    }

    private func isKnown(_ user: User.ID, to cache: AccountCache) -> Bool {
        if case .known = cache.findHistory(of: user) { return true }
        return false
    }
}

@Suite struct AccountHistoriesTests {
    @Test func `they are bounded, and forget what was not asked for`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let history = AccountHistory.sample(sessions: Array(repeating: ada.session, count: 100))
            var histories = AccountHistories()
            let last = Int64(2 * AccountHistories.capacity / 100 + 10)
            for id in 1...last {
                histories.insert(history, of: id)
                let isKnown = histories.find(1) != nil
                #expect(isKnown)
            }
            let areKnown = [last, 2].map { histories.find($0) != nil }
            #expect(areKnown == [true, false])
        }
    }

    @Test func `one that is out of all proportion is not kept`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            var histories = AccountHistories()
            let limit = AccountHistories.capacity / 100
            for (count, isCacheable) in [(limit, true), (limit + 1, false)] {
                histories.remove(1)
                histories.insert(.sample(sessions: Array(repeating: ada.session, count: count)), of: 1)
                let isKnown = histories.find(1) != nil
                #expect(isKnown == isCacheable)
            }
        }
    }
}

extension AccountHistory {
    fileprivate static func sample(sessions: [Session]) -> AccountHistory {
        AccountHistory(
            sessions: sessions, activity: ActivityPage(entries: [], next: nil), unanswered: [], locations: [:])
    }
}
