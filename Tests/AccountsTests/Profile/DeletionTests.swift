import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(1)))
struct DeletionTests {
    @Test func `the person, their sessions and their activity are erased`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            let other = try await site.signIn(on: .phone)
            _ = try await site.accounts.delete(ada.signedIn, password: testPassword)
            for table in ["user", "session", "activity"] { #expect(try await site.count(table) == 0) }
            for one in [ada, other] { #expect(try await site.accounts.authenticate(one.token) == nil) }
            await #expect(throws: Accounts.WrongCredentials.self) { try await site.signIn() }
        }
    }

    @Test func `others are not touched`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            _ = try await site.accounts.delete(ada.signedIn, password: testPassword)
            #expect(try await site.accounts.authenticate(bruno.token) == bruno.signedIn)
            #expect(try await site.kinds(of: bruno.user) == [.signedUp])
        }
    }

    @Test func `the name of the picture comes back`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.setAvatar("picture.webp", of: ada)
            #expect(try await site.accounts.delete(ada, password: testPassword) == "picture.webp")
        }
    }

    @Test func `without a picture nothing comes back`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            #expect(try await site.accounts.delete(ada, password: testPassword) == nil)
        }
    }

    @Test func `a wrong password erases nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            await #expect(throws: Accounts.WrongPassword.self) {
                try await site.accounts.delete(ada.signedIn, password: "fruit bats at dawn")
            }
            #expect(try await site.accounts.authenticate(ada.token) != nil)
        }
    }

    @Test func `a password that was changed meanwhile erases nothing`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            let result = try await site.during({ try await site.accounts.delete(ada, password: testPassword) }) {
                _ = try await site.restarted().changePassword(of: ada, from: testPassword, to: "another password")
            }
            #expect(throws: Accounts.WrongPassword.self) { try result.get() }
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `an account that has gone cannot be deleted again`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            _ = try await site.accounts.delete(ada, password: testPassword)
            await #expect(throws: Accounts.WrongPassword.self) {
                try await site.accounts.delete(ada, password: testPassword)
            }
        }
    }

    @Test func `the name is free again and the id is not`() async throws {
        try await withSite { site in
            let first = try await site.signUp()
            _ = try await site.accounts.delete(first.signedIn, password: testPassword)
            let second = try await site.signUp()
            #expect(second.user.id != first.user.id)
            #expect(try await site.accounts.authenticate(first.token) == nil)
        }
    }
}
