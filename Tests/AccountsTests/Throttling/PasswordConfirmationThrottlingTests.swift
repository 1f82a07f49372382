import TestSupport
import Testing

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct PasswordConfirmationThrottlingTests {
    private func confirm(_ site: TestSite, _ person: SignedIn, _ password: String) async throws {
        _ = try await site.accounts.authentication.changePassword(of: person, from: password, to: "another password")
    }

    @Test func `after five wrong proofs the right password has to wait`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            for _ in 0..<5 {
                await #expect(throws: PasswordChangeRefused.self) { try await confirm(site, ada, "wrong") }
            }
            await expectTooManyAttempts { try await confirm(site, ada, testPassword) }
            site.clock.advance(by: 30)
            try await confirm(site, ada, testPassword)
        }
    }

    @Test func `proofs for deletion and for a new password count together`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            for _ in 0..<5 { try? await confirm(site, ada, "wrong") }
            await expectTooManyAttempts {
                try await site.accounts.profiles.delete(ada, password: testPassword)
            }
        }
    }

    @Test func `wrong proofs of one person do not stop another`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada"), try await site.signUp("bruno"))
            for _ in 0..<5 { try? await confirm(site, ada.signedIn, "wrong") }
            try await confirm(site, bruno.signedIn, testPassword)
        }
    }

    @Test func `who guesses in a stolen session does not stop its owner in another`() async throws {
        try await withSite { site in
            let (stolen, own) = (try await site.signUp(), try await site.signIn(on: .phone))
            for _ in 0..<5 { try? await confirm(site, stolen.signedIn, "wrong") }
            await expectTooManyAttempts {
                try await confirm(site, stolen.signedIn, testPassword)
            }
            try await confirm(site, own.signedIn, testPassword)
        }
    }

    @Test func `wrong proofs do not stop sign-ins`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            for _ in 0..<5 { try? await confirm(site, ada, "wrong") }
            try await site.signIn()
        }
    }

    @Test func `a right proof starts anew`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            for _ in 0..<4 { try? await confirm(site, ada, "wrong") }
            try await confirm(site, ada, testPassword)
            for _ in 0..<4 { try? await confirm(site, ada, "wrong") }
            _ = try await site.accounts.profiles.delete(ada, password: "another password")
        }
    }

    @Test func `a try that nobody looked at does not count`() async throws {
        try await withSite(depth: 0) { site in
            try await site.signUp()
            try await site.whileHashingStands {
                for _ in 0..<10 { _ = await Result { try await site.signIn() } }
            }
            try await site.signIn()
        }
    }
}
