import Foundation
import Testing

@testable import Accounts

@Suite struct RefreshTests {
    private let issuer = TokenIssuer(name: "https://roost.test", audience: "https://roost.test/api/v1")

    private func grant(_ site: TestSite, _ issued: IssuedSession) async throws -> TokenGrant {
        try await site.accounts.tokens.issue(for: issued.session, of: issued.user, by: issuer)
    }

    private func refresh(_ site: TestSite, _ token: RefreshToken) async throws -> TokenGrant {
        try await site.accounts.tokens.refresh(token, on: .stranger, by: issuer)
    }

    private func owner(_ site: TestSite, _ token: AccessToken) async throws -> SignedIn? {
        try await site.accounts.tokens.authenticate(token.encoded, by: issuer)
    }

    @Test func `an access token opens its session for a quarter of an hour`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            let grant = try await grant(site, issued)
            #expect(try await owner(site, grant.accessToken)?.session.id == issued.session.id)
            site.clock.advance(by: AccessToken.lifetime - 1)
            #expect(try await owner(site, grant.accessToken)?.user.id == issued.user.id)
            site.clock.advance(by: 1)
            #expect(try await owner(site, grant.accessToken) == nil)
        }
    }

    @Test func `a session that has ended takes its access tokens along at once`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            let grant = try await grant(site, issued)
            #expect(try await owner(site, grant.accessToken) != nil)
            try await site.accounts.sessions.signOut(issued.signedIn)
            #expect(try await owner(site, grant.accessToken) == nil)
            await #expect(throws: RefreshRefused.unknown) { try await refresh(site, grant.refreshToken) }
        }
    }

    @Test func `a disabled account and a deleted one have no tokens`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp(), try await site.signUp("bruno"))
            let (first, second) = (try await grant(site, ada), try await grant(site, bruno))
            #expect(try await owner(site, second.accessToken) != nil)
            try await site.accounts.administration.disable(bruno.user.id, by: .commandLine)
            #expect(try await owner(site, second.accessToken) == nil)
            await #expect(throws: RefreshRefused.unknown) { try await refresh(site, second.refreshToken) }
            _ = try await site.accounts.profiles.delete(ada.signedIn, password: testPassword)
            #expect(try await owner(site, first.accessToken) == nil)
            await #expect(throws: RefreshRefused.unknown) { try await refresh(site, first.refreshToken) }
        }
    }

    @Test func `a refresh token is exchanged for the next pair in the same session`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            var grant = try await grant(site, issued)
            for _ in 0..<30 {
                site.clock.advance(by: 600)
                grant = try await refresh(site, grant.refreshToken)
                #expect(grant.signedIn.session.id == issued.session.id)
                #expect(try await owner(site, grant.accessToken) != nil)
            }
            let rows = try await site.database.read { db in
                try db.row("SELECT count(*) FROM refreshToken") { $0[0] as Int } ?? 0
            }
            #expect(rows == RefreshTokenStore.usedLimit + 1)
        }
    }

    @Test func `a token that was just used is known as such, however many were exchanged in that second`() async throws
    {
        try await withSite { site in
            var grant = try await grant(site, try await site.signUp())
            for _ in 0..<(3 * RefreshTokenStore.usedLimit) {
                let used = grant.refreshToken
                grant = try await refresh(site, used)
                await #expect(throws: RefreshRefused.raced) { try await refresh(site, used) }
            }
        }
    }

    @Test func `of two that are sent at once, one wins and nothing ends`() async throws {
        try await withSite { site in
            let first = try await grant(site, try await site.signUp())
            let results = await withTaskGroup(of: Result<TokenGrant, any Error>.self) { group in
                for _ in 0..<2 { group.addTask { await Result { try await refresh(site, first.refreshToken) } } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let won = results.compactMap { try? $0.get() }
            let lost = results.compactMap { result -> RefreshRefused? in
                if case .failure(let error) = result { error as? RefreshRefused } else { nil }
            }
            #expect(won.count == 1 && lost == [.raced])
            let next = try #require(won.first)
            #expect(try await owner(site, next.accessToken) != nil)
            site.clock.advance(by: 60)
            _ = try await refresh(site, next.refreshToken)
        }
    }

    @Test func `one that comes again later ends its session, and the owner is told`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            let first = try await grant(site, issued)
            let second = try await refresh(site, first.refreshToken)
            site.clock.advance(by: TokenService.grace)
            await #expect(throws: RefreshRefused.reused) { try await refresh(site, first.refreshToken) }
            #expect(try await owner(site, second.accessToken) == nil)
            await #expect(throws: RefreshRefused.unknown) { try await refresh(site, second.refreshToken) }
            let told = try await site.accounts.activity.recent(of: issued.user, limit: 1)
            #expect(told.first?.kind == .refreshTokenReused && told.first?.device == .stranger)
        }
    }

    @Test func `another session goes on when one is ended by a theft`() async throws {
        try await withSite { site in
            let stolen = try await grant(site, try await site.signUp())
            let other = try await grant(site, try await site.signIn())
            _ = try await refresh(site, stolen.refreshToken)
            site.clock.advance(by: 60)
            await #expect(throws: RefreshRefused.reused) { try await refresh(site, stolen.refreshToken) }
            #expect(try await owner(site, other.accessToken) != nil)
        }
    }

    @Test func `the new tokens after a change of the password are the only ones`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            let old = try await grant(site, issued)
            let new = try await grant(site, issued)
            site.clock.advance(by: 60)
            _ = try await refresh(site, new.refreshToken)
            await #expect(throws: RefreshRefused.reused) { try await refresh(site, old.refreshToken) }
        }
    }

    @Test func `a refresh token is no cookie, and a cookie no refresh token`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            let grant = try await grant(site, issued)
            let cookie = try #require(SessionToken(encoded: grant.refreshToken.encoded))
            #expect(try await site.accounts.sessions.authenticate(cookie) == nil)
            let token = try #require(RefreshToken(encoded: issued.token.encoded))
            await #expect(throws: RefreshRefused.unknown) { try await refresh(site, token) }
        }
    }
}
