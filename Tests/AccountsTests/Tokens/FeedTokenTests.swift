import Testing

@testable import Accounts

@Suite struct FeedTokenTests {
    @Test func `a feed is found by its newest token alone, until it is revoked`() async throws {
        try await withSite { site in
            let (ada, tokens) = (try await site.signUp().signedIn, site.accounts.tokens)
            let first = try await tokens.makeFeedToken(by: ada)
            #expect(try await tokens.owner(of: first).id == ada.user.id)
            let second = try await tokens.makeFeedToken(by: ada)
            await #expect(throws: RecordNotFound()) { try await tokens.owner(of: first) }
            #expect(try await tokens.owner(of: second).id == ada.user.id)
            for _ in 0..<2 { try await tokens.revokeFeedToken(by: ada) }
            await #expect(throws: RecordNotFound()) { try await tokens.owner(of: second) }
            #expect(try await tokens.feedToken(of: ada.user) == nil)
        }
    }

    @Test func `its last use is written down once an hour`() async throws {
        try await withSite { site in
            let (ada, tokens) = (try await site.signUp().signedIn, site.accounts.tokens)
            let token = try await tokens.makeFeedToken(by: ada)
            #expect(try await tokens.feedToken(of: ada.user)?.lastUsedAt == nil)
            let start = site.clock.now
            for (pause, used) in [(0.0, 0.0), (3599, 0), (1, 3600)] {
                site.clock.advance(by: pause)
                _ = try await tokens.owner(of: token)
                let found = try #require(try await tokens.feedToken(of: ada.user)?.lastUsedAt)
                #expect(abs(found.timeIntervalSince(start) - used) < 1)
            }
        }
    }

    @Test func `a password that was given long ago makes none`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            site.clock.advance(by: 901)
            await #expect(throws: AuthenticationError.confirmationNeeded) {
                try await site.accounts.tokens.makeFeedToken(by: ada)
            }
        }
    }

    @Test func `a new password ends it, and it ends with the account's access`() async throws {
        try await withSite { site in
            let (ada, tokens) = (try await site.signUp().signedIn, site.accounts.tokens)
            let token = try await tokens.makeFeedToken(by: ada)
            _ = try await site.accounts.authentication.changePassword(
                of: ada, from: testPassword, to: "a new and longer one")
            await #expect(throws: RecordNotFound()) { try await tokens.owner(of: token) }
            let bruno = try await site.signUp("bruno").signedIn
            let other = try await tokens.makeFeedToken(by: bruno)
            try await site.accounts.administration.disable(bruno.user.id, by: .commandLine)
            await #expect(throws: RecordNotFound()) { try await tokens.owner(of: other) }
        }
    }

    @Test func `it ends with all other sessions`() async throws {
        try await withSite { site in
            let (ada, tokens) = (try await site.signUp().signedIn, site.accounts.tokens)
            let token = try await tokens.makeFeedToken(by: ada)
            _ = try await site.accounts.sessions.revokeOthers(of: ada)
            await #expect(throws: RecordNotFound()) { try await tokens.owner(of: token) }
        }
    }
}
