import Instrumentation
import TestSupport
import Testing
import WorkQueue

@testable import Accounts

/// What became of attempts to sign in, as operators see it counted.
struct SignInMetricsTests {
    private func counts(_ counts: Counts<SignInOutcome>) -> [SignInOutcome: Int] {
        Dictionary(uniqueKeysWithValues: counts.all.filter { $0.count > 0 }.map { ($0.label, $0.count) })
    }

    @Test func `each outcome of the first step is counted as what it was`() async throws {
        try await withSite(depth: 0) { site in
            let (ada, bob) = (try await site.signUp(), try await site.signUp("bob"))
            try await site.enableTwoFactor(ada)
            _ = try await site.challenge()
            try await site.signIn("bob")
            try await site.accounts.administration.disable(bob.user.id, by: .commandLine)
            await #expect(throws: AuthenticationError.disabled) { try await site.signIn("bob") }
            #expect(try await site.guess("nobody", times: 7) == 5)
            try await site.whileHashingStands {
                await #expect(throws: WorkQueue.Full.self) { try await site.signIn("cleo", on: .phone) }
            }
            #expect(
                counts(site.accounts.metrics.signIns)
                    == [.codeNeeded: 1, .done: 1, .disabled: 1, .wrong: 5, .throttled: 2, .busy: 1])
            #expect(site.accounts.metrics.hashing.refused == 1)
        }
    }

    @Test func `each outcome of the second step is counted as what it was`() async throws {
        try await withSite { site in
            let (key, _) = try await site.enableTwoFactor(site.signUp())
            let challenge = try await site.challenge()
            await #expect(throws: AuthenticationError.wrongCode) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.wrongCode(key), on: .home)
            }
            _ = try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            await #expect(throws: AuthenticationError.challengeExpired) {
                try await site.accounts.authentication.signIn(with: challenge, code: site.code(key), on: .home)
            }
            #expect(counts(site.accounts.metrics.codes) == [.wrong: 1, .done: 1, .expired: 1])
        }
    }

    @Test func `a database that does not answer is a failure`() async throws {
        try await withSite { site in
            try await site.signUp()
            try await site.execute("ALTER TABLE session RENAME TO elsewhere")
            await #expect(throws: (any Error).self) { try await site.signIn() }
            #expect(counts(site.accounts.metrics.signIns) == [.failed: 1])
        }
    }
}
