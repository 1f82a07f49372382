import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct HashRenewalTests {
    private func parameters(_ site: TestSite) async throws -> ScryptParameters? {
        PasswordHash(try await site.value("SELECT passwordHash FROM user"))?.parameters
    }

    @Test func `a sign-in renews a hash that was made with older parameters`() async throws {
        try await withSite { site in
            try await site.signUp()
            #expect(try await parameters(site) == .cheap)
            let accounts = try site.restarted(hashingWith: .newer)
            for _ in 0..<2 {
                _ = try await accounts.authentication.signIn(
                    username: "ada", password: testPassword, remember: false, on: .home)
                #expect(try await parameters(site) == .newer)
            }
        }
    }

    @Test func `sessions live on when the hash is renewed`() async throws {
        try await withSite { site in
            let old = try await site.signUp()
            let accounts = try site.restarted(hashingWith: .newer)
            _ = try await accounts.authentication.signIn(
                username: "ada", password: testPassword, remember: false, on: .home)
            #expect(try await accounts.sessions.authenticate(old.token)?.session == old.session)
        }
    }

    @Test func `a wrong password renews nothing`() async throws {
        try await withSite { site in
            try await site.signUp()
            let accounts = try site.restarted(hashingWith: .newer)
            await #expect(throws: AuthenticationError.wrongCredentials) {
                try await accounts.authentication.signIn(username: "ada", password: "wrong", remember: false, on: .home)
            }
            #expect(try await parameters(site) == .cheap)
        }
    }

    @Test func `a hash with today's parameters stays as it is`() async throws {
        try await withSite { site in
            try await site.signUp()
            let before: String = try await site.value("SELECT passwordHash FROM user")
            try await site.signIn()
            #expect(try await site.value("SELECT passwordHash FROM user") == before)
        }
    }

    @Test func `two sign-ins at once both succeed when the hash is renewed`() async throws {
        try await withSite { site in
            _ = try await site.restarted(hashingWith: .newer).authentication.signUp(
                username: "ada", nickname: "", password: testPassword, on: .home)
            let first = try await site.during({ try await site.signIn() }) {
                let accounts = try site.restarted()
                _ = try await accounts.authentication.signIn(
                    username: "ada", password: testPassword, remember: false, on: .home)
            }
            _ = try first.get()
        }
    }
}
