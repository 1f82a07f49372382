import TestSupport
import Testing

@testable import Accounts

struct ProfileTests {
    @Test func `a nickname is changed`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.accounts.profiles.rename(ada.signedIn, to: " Ada Ahlberg ")
            #expect(try await site.accounts.sessions.authenticate(ada.token)?.user.nickname.text == "Ada Ahlberg")
        }
    }

    @Test func `a nickname that may not be set changes nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            await #expect(throws: Nickname.Problem.forbiddenCharacter) {
                try await site.accounts.profiles.rename(ada.signedIn, to: "a\u{202E}b")
            }
            #expect(try await site.accounts.sessions.authenticate(ada.token)?.user.nickname.text == "ada")
        }
    }

    @Test func `two people may have the same nickname`() async throws {
        try await withSite { site in
            let people = [try await site.signUp("ada"), try await site.signUp("bruno")]
            for person in people { try await site.accounts.profiles.rename(person.signedIn, to: "Bat") }
            #expect(try await site.count("user WHERE nickname = 'Bat'") == 2)
        }
    }

    @Test func `an account that has gone has no nickname to change`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.delete(ada, password: testPassword)
            await #expect(throws: RecordNotFound.self) { try await site.accounts.profiles.rename(ada, to: "Ada") }
        }
    }

    @Test func `a picture is set and the one before comes back`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            #expect(try await site.accounts.profiles.setAvatar("1.webp", of: ada.signedIn) == nil)
            #expect(try await site.accounts.profiles.setAvatar("2.webp", of: ada.signedIn) == "1.webp")
            #expect(try await site.accounts.sessions.authenticate(ada.token)?.user.avatar == "2.webp")
            #expect(try await site.accounts.profiles.setAvatar(nil, of: ada.signedIn) == "2.webp")
            #expect(try await site.accounts.sessions.authenticate(ada.token)?.user.avatar == nil)
        }
    }

    @Test func `a picture of an account that has gone is not found`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.profiles.delete(ada, password: testPassword)
            await #expect(throws: RecordNotFound.self) { try await site.accounts.profiles.setAvatar("1.webp", of: ada) }
        }
    }
}
