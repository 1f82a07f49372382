import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct AccountCacheTests {
    enum Change: CaseIterable {
        case signOut, revocation, revocationOfOthers, password, proof, nickname, picture, deletion, role, disabling
        case endBySomebodyElse, usernameByHand, timeByHand, deletionByHand
    }

    private func make(_ change: Change, _ site: TestSite, _ ada: IssuedSession) async throws {
        let (accounts, person) = (site.accounts, ada.signedIn)
        switch change {
        case .signOut: try await accounts.sessions.signOut(person)
        case .revocation: try await accounts.sessions.revoke(ada.session.id, by: person)
        case .revocationOfOthers:
            let phone = try await site.signIn(on: .phone)
            _ = try await accounts.sessions.revokeOthers(of: phone.signedIn)
        case .password:
            _ = try await accounts.authentication.changePassword(of: person, from: testPassword, to: "another password")
        case .proof: _ = try await accounts.authentication.confirmPassword(person, password: testPassword)
        case .nickname: try await accounts.profiles.rename(person, to: "Ada Ahlberg")
        case .picture: _ = try await accounts.profiles.setAvatar("1.webp", of: person)
        case .deletion: _ = try await accounts.profiles.delete(person, password: testPassword)
        case .role: try await accounts.administration.setRole(.administrator, of: ada.user.id, by: .commandLine)
        case .disabling: try await accounts.administration.disable(ada.user.id, by: .commandLine)
        case .endBySomebodyElse: _ = try await accounts.administration.endSessions(of: ada.user.id, by: .commandLine)
        case .usernameByHand: try site.elsewhere("UPDATE user SET username = 'eva' WHERE username = 'ada'")
        case .timeByHand: try site.elsewhere("UPDATE session SET expiresAt = 1")
        case .deletionByHand: try site.elsewhere("DELETE FROM session")
        }
    }

    @Test(arguments: Change.allCases)
    func `a change counts from the next question on, in this process and in others`(change: Change) async throws {
        try await withSite { site in
            try await site.signUp("first")
            let ada = try await site.signUp()
            let other = try site.restarted()
            for accounts in [site.accounts, other] {
                #expect(try await accounts.sessions.authenticate(ada.token) == ada.signedIn)
                #expect(accounts.sessions.cache.count == 1)
            }
            try await make(change, site, ada)
            let now = try await site.restarted().sessions.authenticate(ada.token)
            #expect(now != ada.signedIn)
            for accounts in [site.accounts, other] {
                #expect(try await accounts.sessions.authenticate(ada.token) == now)
            }
        }
    }

    @Test func `a known session costs no look-up`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            _ = try await site.accounts.sessions.authenticate(ada.token)
            try await site.execute("ALTER TABLE session RENAME TO gone")
            #expect(try await site.accounts.sessions.authenticate(ada.token) == ada.signedIn)
            await #expect { try await site.restarted().sessions.authenticate(ada.token) } throws: {
                Database.isFault($0)
            }
        }
    }

    @Test func `what others do to other accounts drops nothing`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            for person in [ada, bruno] { _ = try await site.accounts.sessions.authenticate(person.token) }
            try await site.accounts.profiles.rename(bruno.signedIn, to: "Bruno")
            try await site.signIn("ada", on: .phone)
            try await site.accounts.flush()
            #expect(try await site.accounts.sessions.authenticate(ada.token) == ada.signedIn)
            #expect(site.accounts.sessions.cache.count == 1)
        }
    }

    @Test func `the use of a session drops nothing, and is noted once a minute`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            _ = try await site.accounts.sessions.authenticate(ada.token)
            site.clock.advance(by: 4000)
            #expect(try await site.accounts.sessions.authenticate(ada.token)?.isRenewed == true)
            try await site.accounts.flush()
            let next = try await site.accounts.sessions.authenticate(ada.token)
            #expect(next?.isRenewed == false)
            #expect(next?.session.expiresAt == site.clock.now + 86_400)
            #expect(site.accounts.sessions.lastSeenUpdates.drain().isEmpty)
            #expect(site.accounts.sessions.cache.count == 1)
        }
    }

    @Test func `a session that is over is none, and one that was prolonged elsewhere is one`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            _ = try await site.accounts.sessions.authenticate(ada.token)
            site.clock.advance(by: 86_400)
            #expect(try await site.accounts.sessions.authenticate(ada.token) == nil)
            try await site.execute("UPDATE session SET expiresAt = expiresAt + 100")
            #expect(try await site.accounts.sessions.authenticate(ada.token) != nil)
        }
    }

    @Test func `what was read before a change is not kept after it`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (cache, key) = (AccountCache(of: site.database), AccountCache.Key(ada.token.digest))
            let generation = try await cache.catchUp(site)
            try await site.accounts.profiles.rename(ada.signedIn, to: "Ada Ahlberg")
            cache.insert(ada.session, of: ada.user, key, since: generation)
            #expect(cache.count == 0)
            cache.insert(ada.session, of: ada.user, key, since: cache.generation)
            #expect(cache.count == 1)
        }
    }

    @Test func `a read that began before a change gives nothing to keep, though the change was seen meanwhile`()
        async throws
    {
        try await withSite { site in
            let ada = try await site.signUp()
            let (cache, key) = (AccountCache(of: site.database), AccountCache.Key(ada.token.digest))
            let earlier = try await cache.catchUp(site)
            let snapshot = try await site.database.snapshot()
            try await site.accounts.profiles.rename(ada.signedIn, to: "Ada Ahlberg")
            let generation = try await snapshot.read { try cache.catchUp($0, since: earlier) }
            cache.insert(ada.session, of: ada.user, key, since: generation)
            #expect(cache.count == 0)
        }
    }

    @Test func `changes of this process are known when their caller goes on, and cost the next question no read`()
        async throws
    {
        try await withTracedSite { site, accounts, log in
            let (ada, bruno) = (try await accounts.signUp("ada"), try await accounts.signUp("bruno"))
            for person in [ada, bruno] { _ = try await accounts.sessions.authenticate(person.token) }
            try await accounts.profiles.rename(bruno.signedIn, to: "Bruno")
            let before = log.all.count
            #expect(try await accounts.sessions.authenticate(ada.token) == ada.signedIn)
            #expect(log.all.count == before)
        }
    }

    @Test func `after a change by another process it catches up once`() async throws {
        try await withTracedSite { site, accounts, log in
            let (ada, bruno) = (try await accounts.signUp("ada"), try await accounts.signUp("bruno"))
            for person in [ada, bruno] { _ = try await accounts.sessions.authenticate(person.token) }
            try site.elsewhere("UPDATE user SET nickname = 'x' WHERE username = 'bruno'")
            let before = log.all.count
            for _ in 0..<5 { #expect(try await accounts.sessions.authenticate(ada.token) == ada.signedIn) }
            #expect(log.all.dropFirst(before).count { $0.contains("FROM accountChange") } == 1)
            #expect(log.all.dropFirst(before).count { $0.contains("FROM session") } == 1)
        }
    }

    @Test func `it is bounded, and forgets what was unused for longest`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let cache = AccountCache(of: site.database)
            let generation = try await cache.catchUp(site)
            let keys = try (0...UInt64(AccountCache.capacity)).map { index in
                try #require(AccountCache.Key(withUnsafeBytes(of: SIMD4(index, 0, 0, 0)) { Data($0) }))
            }
            for key in keys.dropLast() { cache.insert(ada.session, of: ada.user, key, since: generation) }
            #expect(cache.count == AccountCache.capacity)
            _ = cache.find(keys[0])
            cache.insert(ada.session, of: ada.user, keys[AccountCache.capacity], since: generation)
            #expect(cache.count == AccountCache.capacity * 9 / 10 + 1)
            #expect(isKnown(keys[0], to: cache))
            #expect(!isKnown(keys[1], to: cache))
            #expect(isKnown(keys[AccountCache.capacity], to: cache))
        }
    }

    @Test func `who is far behind in the log of changes forgets everything`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            _ = try await site.accounts.sessions.authenticate(ada.token)
            try site.elsewhere("UPDATE session SET revokedAt = 1")
            try site.elsewhere(
                """
                WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < 10500)
                INSERT INTO accountChange (userId) SELECT 999 FROM number
                """)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("accountChange") == 10_000)
            #expect(try await site.accounts.sessions.authenticate(ada.token) == nil)
        }
    }

    @Test func `without its database it answers nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let (cache, key) = (AccountCache(of: site.database), AccountCache.Key(ada.token.digest))
            cache.insert(ada.session, of: ada.user, key, since: try await cache.catchUp(site))
            #expect(isKnown(key, to: cache))
            try site.database.close()
            #expect(!isKnown(key, to: cache))
        }
    }

    @Test func `a start warms it with the sessions that are active`() async throws {
        try await withSite { site in
            let (ada, ended) = (try await site.signUp("ada"), try await site.signIn("ada"))
            let bruno = try await site.signUp("bruno")
            try await site.accounts.sessions.signOut(ended.signedIn)
            try await site.accounts.administration.disable(bruno.user.id, by: .commandLine)
            site.clock.advance(by: 10)
            let late = try await site.signIn("ada", remember: true, on: .phone)
            let accounts = try site.restarted()
            #expect(!accounts.sessions.cache.isWarm)
            #expect(await accounts.isReady())
            #expect(accounts.sessions.cache.isWarm)
            #expect(accounts.sessions.cache.count == 2)
            try await site.execute("ALTER TABLE session RENAME TO gone")
            for one in [ada, late] { #expect(try await accounts.sessions.authenticate(one.token) == one.signedIn) }
        }
    }

    @Test func `a site that cannot read its sessions is not ready, though the database answers`() async throws {
        try await withSite { site in
            try await site.signUp()
            try await site.execute("ALTER TABLE session RENAME TO gone")
            let accounts = try site.restarted()
            #expect(await site.database.isReady())
            #expect(await !accounts.isReady())
            try await site.execute("ALTER TABLE gone RENAME TO session")
            #expect(await accounts.isReady())
        }
    }

    @Test func `a session that was ended is over at once, however many ask at the same time`() async throws {
        try await withSite { site in
            let here = try await site.signUp()
            for _ in 0..<20 {
                let there = try await site.signIn()
                let late = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            for _ in 0..<20 { _ = try await site.accounts.sessions.authenticate(there.token) }
                            return false
                        }
                    }
                    group.addTask {
                        try await site.accounts.sessions.revoke(there.session.id, by: here.signedIn)
                        return try await site.accounts.sessions.authenticate(there.token) != nil
                    }
                    return try await group.reduce(false) { $0 || $1 }
                }
                #expect(!late)
                let after = try await site.accounts.sessions.authenticate(there.token)
                #expect(after == nil)
            }
        }
    }

    private func isKnown(_ key: AccountCache.Key, to cache: AccountCache) -> Bool {
        if case .known = cache.find(key) { return true }
        return false
    }
}

extension Accounts {
    fileprivate func signUp(_ name: String) async throws -> IssuedSession {
        try await authentication.signUp(username: name, nickname: "", password: testPassword, on: .home)
    }
}

extension TestSite {
    /// Runs SQL as another process does, with a connection of its own.
    func elsewhere(_ sql: String) throws {
        let connection = try Connection(path: path)
        try connection.execute(sql)
        try connection.close()
    }
}
