import TestSupport
import Testing

@testable import Accounts

@Suite struct PreferencesTests {
    private static let chosen = Preferences(language: .german, timeZone: TimeZoneName("Asia/Kolkata"))

    @Test func `nobody has chosen anything at first`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            #expect(ada.user.preferences == Preferences())
        }
    }

    @Test func `what somebody chooses holds for all of their sessions at once`() async throws {
        try await withSite { site in
            let (laptop, phone) = (try await site.signUp(), try await site.signIn(on: .phone))
            for chosen in [Self.chosen, Preferences(timeZone: Self.chosen.timeZone), Preferences()] {
                let current = try await site.accounts.sessions.authenticate(laptop.token)
                let person = try #require(current)
                try await site.accounts.profiles.setPreferences(chosen, of: person)
                for token in [laptop.token, phone.token] {
                    let seen = try await site.accounts.sessions.authenticate(token)?.user.preferences
                    #expect(seen == chosen)
                }
            }
        }
    }

    @Test func `a language or a zone that a later version has stored is as if it had not been chosen`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.execute("UPDATE user SET language = 'tlh', timeZone = 'Mars/Olympus'")
            #expect(try await site.accounts.sessions.authenticate(ada.token)?.user.preferences == Preferences())
        }
    }

    @Test func `an account that has gone has none to change`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.delete(ada, password: testPassword)
            await #expect(throws: RecordNotFound.self) {
                try await site.accounts.profiles.setPreferences(Self.chosen, of: ada)
            }
        }
    }
}
