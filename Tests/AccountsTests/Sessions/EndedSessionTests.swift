import Storage
import TestSupport
import Testing

@testable import Accounts

/// A request may take its time, and its session may end meanwhile: an upload of minutes is the longest.
struct EndedSessionTests {
    private typealias Action = @Sendable (Accounts, SignedIn) async throws -> Void

    private static let actions: [(String, Action)] = [
        ("nickname", { try await $0.profiles.rename($1, to: "Mallory") }),
        ("preferences", { try await $0.profiles.setPreferences(Preferences(language: .german), of: $1) }),
        ("picture", { _ = try await $0.profiles.setAvatar("1.webp", of: $1) }),
        ("drawn picture", { try await $0.profiles.redrawAvatar(of: $1) }),
        ("one session", { try await $0.sessions.revoke($1.session.id - 1, by: $1) }),
        (
            "password",
            { _ = try await $0.authentication.changePassword(of: $1, from: testPassword, to: "another password") }
        ),
        ("deletion", { _ = try await $0.profiles.delete($1, password: testPassword) }),
    ]

    private static let ends: [(String, @Sendable (TestSite, IssuedSession) async throws -> Void)] = [
        ("by themselves", { try await $0.accounts.sessions.signOut($1.signedIn) }),
        ("by an administrator", { try await $0.accounts.administration.disable($1.user.id, by: .commandLine) }),
        ("by time", { site, _ in site.clock.advance(by: 86_400) }),
    ]

    @Test(arguments: actions.indices, ends.indices)
    func `a session that has ended meanwhile changes nothing`(action: Int, end: Int) async throws {
        try await withSite { site in
            try await site.signUp("bruno")
            try await site.signUp()
            let stolen = try await site.signIn(on: .stranger)
            try await Self.ends[end].1(site, stolen)
            let before = try await content(of: site)
            await #expect(throws: RecordNotFound.self) {
                try await Self.actions[action].1(site.accounts, stolen.signedIn)
            }
            #expect(try await content(of: site) == before)
        }
    }

    private func content(of site: TestSite) async throws -> [[SQLValue]] {
        try await site.database.read { db in
            try ["user", "session", "activity"].flatMap { table in
                try db.rows("SELECT * FROM \(table)") { row in (0..<row.count).map { row[$0] } }
            }
        }
    }
}
