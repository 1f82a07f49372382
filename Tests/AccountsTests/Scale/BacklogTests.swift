import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

/// Much to clean at once, as after a long time without the site.
struct BacklogTests {
    private static let numbers = """
        WITH RECURSIVE number (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM number WHERE n < 2500)
        """

    private func addOldRows(_ site: TestSite) async throws {
        try await site.execute(
            """
            INSERT INTO session
                (userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt,
                 revokedAt)
            \(Self.numbers) SELECT 1, randomblob(32), '', '', 0, 0, 0, 0, iif(n % 2, 1, ?), iif(n % 2, NULL, 1)
            FROM number
            """, [site.clock.now.stored + 1000])
        try await site.execute(
            """
            INSERT INTO activity (userId, kind, userAgent, address, at)
            \(Self.numbers) SELECT 1, 'signedIn', '', '', n FROM number
            """)
    }

    @Test func `it is deleted piece by piece, and nothing else is`() async throws {
        try await withTracedSite { site, accounts, log in
            let ada = try await site.signUp()
            try await addOldRows(site)
            try await accounts.clean(log: .quiet)
            #expect(try await site.count("session") == 1)
            #expect(try await site.count("activity") == 1)
            #expect(try await accounts.sessions.authenticate(ada.token) != nil)
            // What is deleted along with a row is logged as the same statement again.
            let statements = log.all
            let begun = zip([""] + statements, statements).filter { $0 != $1 }.map(\.1)
            for table in ["session", "activity"] {
                let pieces = begun.count { $0.hasPrefix("DELETE FROM \(table) ") }
                #expect(pieces == 3)
            }
            let commits = log.all.count { $0.hasPrefix("COMMIT") }
            #expect(commits >= 6)
        }
    }

    @Test func `places that were long unused are forgotten a batch at a time`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.execute(
                "INSERT INTO origin \(Self.numbers) SELECT ?, randomblob(32), n FROM number", [ada.user.id])
            for left in [1501, 501, 1, 1] {
                try await site.accounts.clean(log: .quiet)
                #expect(try await site.count("origin") == left)
            }
        }
    }
}
