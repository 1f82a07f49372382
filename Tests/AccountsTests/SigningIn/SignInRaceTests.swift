import TestSupport
import Testing

@testable import Accounts

/// What happens to an account while a password for it is hashed.
@Suite(.timeLimit(.minutes(5)))
struct SignInRaceTests {
    @Test func `an account that was deleted meanwhile is not signed in to`() async throws {
        try await withSite { site in
            try await site.signUp()
            let result = try await site.during({ try await site.signIn() }) {
                try await site.execute("DELETE FROM user")
            }
            #expect(throws: AuthenticationError.wrongCredentials) { try result.get() }
            #expect(try await site.count("session") == 0)
        }
    }

    @Test func `a name that belongs to another person meanwhile is not signed in to`() async throws {
        try await withSite { site in
            try await site.signUp()
            let result = try await site.during({ try await site.signIn() }) {
                try await site.execute("DELETE FROM user")
                _ = try await site.restarted().authentication.signUp(
                    username: "ada", nickname: "", password: "another password", on: .phone)
            }
            #expect(throws: AuthenticationError.wrongCredentials) { try result.get() }
            #expect(try await site.count("session") == 1)
        }
    }

    @Test func `a password that was changed meanwhile signs in no more`() async throws {
        try await withSite { site in
            let person = try await site.signUp().signedIn
            let result = try await site.during({ try await site.signIn() }) {
                _ = try await site.restarted().authentication.changePassword(
                    of: person, from: testPassword, to: "another password")
            }
            #expect(throws: AuthenticationError.wrongCredentials) { try result.get() }
        }
    }

    @Test func `a wrong password for an account that was deleted meanwhile is a wrong password`() async throws {
        try await withSite { site in
            try await site.signUp()
            let result = try await site.during({ try await site.signIn(password: "wrong") }) {
                try await site.execute("DELETE FROM user")
            }
            #expect(throws: AuthenticationError.wrongCredentials) { try result.get() }
        }
    }

    @Test func `a nickname that was changed meanwhile is the one that is shown`() async throws {
        try await withSite { site in
            let person = try await site.signUp().signedIn
            let result = try await site.during({ try await site.signIn() }) {
                try await site.accounts.profiles.rename(person, to: "Ada Ahlberg")
            }
            #expect(try result.get().user.nickname.text == "Ada Ahlberg")
        }
    }
}
