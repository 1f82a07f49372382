import Foundation
import Testing

@testable import Accounts

@Suite struct PersonalTokenTests {
    private let issuer = TokenIssuer(name: "https://roost.test", audience: "https://roost.test/api/v1")

    private func make(
        _ site: TestSite, _ issued: IssuedSession, _ scope: TokenScope = .read, days: Int = 7
    ) async throws -> NewPersonalToken {
        try await site.accounts.tokens.makeToken(
            named: "Weather report", scope: scope, days: days, by: issued.signedIn)
    }

    private func identify(_ site: TestSite, _ token: NewPersonalToken) async throws -> BearerIdentity? {
        try await site.accounts.tokens.identify(token.encoded, by: issuer)
    }

    @Test func `a token opens a session of its own, with its scope, until it expires`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            let token = try await make(site, issued, .write, days: 7)
            #expect(token.encoded.hasPrefix("roost_"))
            let identity = try #require(try await identify(site, token))
            #expect(identity.scope == .write && identity.signedIn.user.id == issued.user.id)
            #expect(identity.signedIn.session.id != issued.session.id)
            // It is in use all the time, and not prolonged by that.
            for _ in 0..<6 {
                site.clock.advance(by: 86_400)
                #expect(try await identify(site, token) != nil)
                try await site.accounts.flush()
            }
            site.clock.advance(by: 86_400)
            #expect(try await identify(site, token) == nil)
        }
    }

    @Test func `it has never given a password`() async throws {
        try await withSite { site in
            let token = try await make(site, try await site.signUp(), .write)
            let person = try #require(try await identify(site, token)).signedIn
            #expect(!site.accounts.authentication.isPasswordConfirmed(person))
            await #expect(throws: AuthenticationError.confirmationNeeded) {
                try await site.accounts.tokens.makeToken(named: "More", scope: .write, days: 7, by: person)
            }
        }
    }

    @Test func `a password that was given long ago makes none`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 901)
            await #expect(throws: AuthenticationError.confirmationNeeded) { try await make(site, issued) }
        }
    }

    @Test func `it is listed apart from the sessions, and revoked by its owner alone`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp(), try await site.signUp("bruno"))
            let token = try await make(site, ada)
            #expect(try await site.accounts.sessions.active(of: ada.user).map(\.id) == [ada.session.id])
            let listed = try #require(try await site.accounts.tokens.tokens(of: ada.user).first)
            #expect(listed.name.text == "Weather report" && listed.scope == .read && listed.lastUsedAt == nil)
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.tokens.revokeToken(listed.id, by: bruno.signedIn)
            }
            // The first use is written down, however soon it is.
            #expect(try await identify(site, token) != nil)
            try await site.accounts.flush()
            #expect(try await site.accounts.tokens.tokens(of: ada.user).first?.lastUsedAt == site.clock.now)
            try await site.accounts.tokens.revokeToken(listed.id, by: ada.signedIn)
            #expect(try await identify(site, token) == nil)
            #expect(try await site.accounts.tokens.tokens(of: ada.user).isEmpty)
        }
    }

    @Test func `it ends with all other sessions, and with the account`() async throws {
        try await withSite { site in
            try await site.signUp("mei")
            let ada = try await site.signUp()
            let first = try await make(site, ada)
            _ = try await site.accounts.sessions.revokeOthers(of: ada.signedIn)
            #expect(try await identify(site, first) == nil)
            let second = try await make(site, ada)
            #expect(try await identify(site, second) != nil)
            try await site.accounts.administration.disable(ada.user.id, by: .commandLine)
            #expect(try await identify(site, second) == nil)
        }
    }

    @Test func `many sign-ins do not end it`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let token = try await make(site, ada)
            for _ in 0...Session.limit {
                site.clock.advance(by: 61)
                try await site.signIn(on: .phone)
            }
            #expect(try await identify(site, token) != nil)
        }
    }

    @Test func `a person has so many at most`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            for _ in 0..<PersonalToken.limit { _ = try await make(site, ada) }
            await #expect(throws: TooManyTokens.self) { try await make(site, ada) }
        }
    }

    @Test func `it is no cookie, and what looks like one is nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let token = try await make(site, ada)
            let cookie = try #require(SessionToken(encoded: token.token.encoded))
            #expect(try await site.accounts.sessions.authenticate(cookie) == nil)
            for text in [
                "roost_", "roost_x", "roost_" + ada.token.encoded, token.token.encoded, "Roost_\(token.encoded)",
            ] {
                #expect(try await site.accounts.tokens.identify(text, by: issuer) == nil)
            }
        }
    }

    @Test func `only its hash is stored`() async throws {
        try await withSite { site in
            let token = try await make(site, try await site.signUp())
            let rows = try await site.database.read { db in
                try db.rows("SELECT tokenHash FROM personalToken") { $0[0] as Data }
            }
            #expect(rows == [token.token.hash])
        }
    }

    @Test func `a bot has a token and no password`() async throws {
        try await withSite { site in
            let (user, token) = try await site.accounts.administration.createBot(
                username: "heron", days: 365, by: .commandLine)
            let identity = try #require(try await identify(site, token))
            #expect(identity.scope == .write && identity.signedIn.user.id == user.id)
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn("heron", password: "") }
            await #expect(throws: AdministrationError.appAccount) {
                try await site.accounts.administration.makeResetLink(for: user.id, by: .commandLine)
            }
        }
    }
}
