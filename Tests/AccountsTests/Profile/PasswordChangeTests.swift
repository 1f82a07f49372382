import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct PasswordChangeTests {
    private typealias Refused = PasswordChangeRefused

    private static let newPassword = "moths in the lamplight"

    @discardableResult
    private func change(
        _ site: TestSite, _ person: SignedIn, from current: String = testPassword, to new: String = newPassword
    ) async throws -> IssuedSession {
        try await site.accounts.authentication.changePassword(of: person, from: current, to: new)
    }

    @Test func `the new password signs in and the old one does not`() async throws {
        try await withSite { site in
            try await change(site, site.signUp().signedIn)
            try await site.signIn(password: Self.newPassword)
            await #expect(throws: AuthenticationError.wrongCredentials) { try await site.signIn() }
        }
    }

    @Test func `this session goes on with a new token`() async throws {
        try await withSite { site in
            let before = try await site.signUp()
            let after = try await change(site, before.signedIn)
            #expect(try await site.accounts.sessions.authenticate(before.token) == nil)
            #expect(try await site.accounts.sessions.authenticate(after.token) == before.signedIn)
            #expect(after.session == before.session)
        }
    }

    @Test func `every other session ends`() async throws {
        try await withSite { site in
            let here = try await site.signUp()
            let other = try await site.signIn(remember: true, on: .phone)
            try await change(site, here.signedIn)
            #expect(try await site.accounts.sessions.authenticate(other.token) == nil)
        }
    }

    @Test func `the sessions of others live on`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            try await change(site, ada.signedIn)
            #expect(try await site.accounts.sessions.authenticate(bruno.token) != nil)
            try await site.signIn("bruno")
        }
    }

    @Test func `a wrong current password changes nothing`() async throws {
        try await withSite { site in
            let (here, other) = (try await site.signUp(), try await site.signIn(on: .phone))
            await #expect(throws: Refused(currentIsWrong: true)) {
                try await change(site, here.signedIn, from: "fruit bats at dawn")
            }
            for one in [here, other] { #expect(try await site.accounts.sessions.authenticate(one.token) != nil) }
            try await site.signIn()
        }
    }

    @Test(arguments: [("short", .tooShort), ("ADAahlberg", .sameAsUsername)] as [(String, Password.Problem)])
    func `a new password that may not be set changes nothing`(new: String, problem: Password.Problem) async throws {
        try await withSite { site in
            let here = try await site.signUp("adaahlberg")
            await #expect(throws: Refused(new: problem)) { try await change(site, here.signedIn, to: new) }
            #expect(try await site.accounts.sessions.authenticate(here.token) != nil)
            try await site.signIn("adaahlberg")
        }
    }

    @Test func `both problems are said at once`() async throws {
        try await withSite { site in
            let person = try await site.signUp().signedIn
            await #expect(throws: Refused(currentIsWrong: true, new: .tooShort)) {
                try await change(site, person, from: "wrong", to: "short")
            }
        }
    }

    @Test func `of two changes at once one counts`() async throws {
        try await withSite { site in
            let person = try await site.signUp().signedIn
            let second = try await site.during({ try await change(site, person) }) {
                _ = try await site.restarted().authentication.changePassword(
                    of: person, from: testPassword, to: "first come, first served")
            }
            #expect(throws: Refused(currentIsWrong: true)) { try second.get() }
            try await site.signIn(password: "first come, first served")
        }
    }

    @Test func `a session that was ended meanwhile changes nothing`() async throws {
        try await withSite { site in
            let (here, other) = (try await site.signUp(), try await site.signIn(on: .phone))
            let result = try await site.during({ try await change(site, here.signedIn) }) {
                try await site.accounts.sessions.revoke(here.session.id, by: other.signedIn)
            }
            #expect(throws: RecordNotFound.self) { try result.get() }
            #expect(try await site.accounts.sessions.authenticate(other.token) != nil)
            try await site.signIn()
        }
    }

    @Test func `a hash is replaced whatever its parameters`() async throws {
        try await withSite { site in
            let person = try await site.signUp().signedIn
            _ = try await site.restarted(hashingWith: .newer).authentication.changePassword(
                of: person, from: testPassword, to: Self.newPassword)
            try await site.signIn(password: Self.newPassword)
        }
    }
}
