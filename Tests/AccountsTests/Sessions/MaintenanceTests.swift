import Foundation
import Logging
import Storage
import TestSupport
import Testing

@testable import Accounts

struct MaintenanceTests {
    private let log = Logger.quiet

    @Test func `the log of changes is cut whenever something is written down`() async throws {
        try await withSite { site in
            let ada = try await site.signUp()
            try await site.execute(
                """
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 12000)
                INSERT INTO accountChange (userId) SELECT n FROM number
                """)
            site.clock.advance(by: 60)
            _ = try await site.accounts.sessions.authenticate(ada.token)
            try await site.accounts.flush()
            #expect(try await site.count("accountChange") == 10_000)
        }
    }

    @Test func `what is written down in more than one batch is complete`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().user.id
            let count = Int64(2 * Accounts.flushBatch + 1)
            try await site.execute(
                """
                WITH RECURSIVE number (n) AS (SELECT 1001 UNION ALL SELECT n + 1 FROM number WHERE n < 1000 + ?)
                INSERT INTO session (id, userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt,
                    renewedAt, expiresAt)
                SELECT n, ?, randomblob(32), '', '', 0, 0, 0, 0, 0 FROM number
                """, [count, ada])
            let now = site.clock.now
            for session in 1001...(1000 + count) {
                site.accounts.sessions.lastSeenUpdates.note(
                    LastSeenUpdate(session: session, user: ada, lastSeenAt: now, renewedAt: now, expiresAt: now))
            }
            try await site.accounts.flush()
            #expect(try await site.count("session WHERE lastSeenAt = \(now.stored)") == Int(count) + 1)
        }
    }

    @Test func `expired sessions are deleted`() async throws {
        try await withSite { site in
            try await site.signUp()
            try await site.signIn(remember: true)
            site.clock.advance(by: 86_400)
            try await site.accounts.clean(log: log)
            #expect(try await site.count("session") == 1)
            #expect(try await site.count("session WHERE remembered") == 1)
        }
    }

    @Test func `sessions that still last are kept`() async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: 86_399)
            try await site.accounts.clean(log: log)
            #expect(try await site.count("session") == 1)
        }
    }

    @Test(arguments: [(30 * 86_400 - 1, 1), (30 * 86_400, 0)] as [(TimeInterval, Int)])
    func `an ended session is kept for thirty days`(seconds: TimeInterval, count: Int) async throws {
        try await withSite(lifetime: SessionLifetime(remembered: 60 * 86_400, unremembered: 60 * 86_400)) { site in
            try await site.accounts.sessions.signOut(site.signUp().signedIn)
            site.clock.advance(by: seconds)
            try await site.accounts.clean(log: log)
            #expect(try await site.count("session") == count)
        }
    }

    @Test(arguments: [(90 * 86_400, 1), (90 * 86_400 + 1, 0)] as [(TimeInterval, Int)])
    func `activity is kept for ninety days`(seconds: TimeInterval, count: Int) async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: seconds)
            try await site.accounts.clean(log: log)
            #expect(try await site.count("activity") == count)
        }
    }

    @Test func `the first round of maintenance cleans`() async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: 86_400)
            let task = Task { await site.accounts.maintain(log: log) }
            try await waitUntil("sessions are deleted") { try await site.count("session") == 0 }
            task.cancel()
            await task.value
        }
    }

    @Test func `what was noted when maintenance is stopped is written`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 90)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            await Task {
                withUnsafeCurrentTask { $0?.cancel() }
                await site.accounts.maintain(log: log)
            }.value
            #expect(try await site.value("SELECT lastSeenAt FROM session") == (TestClock.start + 90).stored)
        }
    }
}
