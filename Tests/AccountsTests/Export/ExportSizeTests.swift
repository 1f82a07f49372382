import Foundation
import TestSupport
import Testing
import WorkQueue

@testable import Accounts

@Suite(.timeLimit(.minutes(5)))
struct ExportSizeTests {
    /// Gives the account more than one piece has.
    private func fill(_ site: TestSite, sessions: Int, activities: Int) async throws {
        try await site.execute(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
            INSERT INTO session
                (userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt, renewedAt, expiresAt, provenAt)
            SELECT 1, randomblob(32), 'b' || n, '', 0, 1, 1 + n % 7, 1, 1, 1 FROM number
            """, [sessions])
        try await site.execute(
            """
            WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
            INSERT INTO activity (userId, kind, userAgent, address, at) SELECT 1, 'signedIn', 'b' || n, '', 5 FROM number
            """, [activities])
    }

    @Test func `of many sessions and activities each is in it once, in pieces that are small`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            try await fill(site, sessions: 1234, activities: 2345)
            let pieces = try await site.accounts.export.pieces(for: ada)
            let largest = try await pieces.reduce(0) { max($0, $1.count) }
            #expect(largest < 200_000)
            let export = try await pieces.read()
            #expect(Set(export.sessions.map(\.id)).count == 1235)
            #expect(export.sessions.count == 1235)
            #expect(Set(export.activity.map(\.userAgent)).count == 2346)
            #expect(export.activity.count == 2347)
        }
    }

    @Test func `it is of one moment, and others write meanwhile`() async throws {
        try await withSite { site in
            let ada = try await site.signUp().signedIn
            try await fill(site, sessions: 1, activities: 1000)
            let pieces = try await site.accounts.export.pieces(for: ada)
            var iterator = pieces.makeAsyncIterator()
            var json = Data()
            while let piece = try await iterator.next() {
                json += piece
                try await site.signIn(on: .phone)
            }
            let text = String(decoding: json, as: UTF8.self)
            #expect(!text.contains("Safari"))
            #expect(try await site.count("session WHERE userAgent = 'Safari'") > 3)
        }
    }

    @Test func `a person exports once at a time, and again when that is done`() async throws {
        try await withSite { site in
            let (ada, bruno) = (try await site.signUp("ada").signedIn, try await site.signUp("bruno").signedIn)
            let pieces = try await site.accounts.export.pieces(for: ada)
            await #expect(throws: ExportError.alreadyRunning) { try await site.accounts.export.pieces(for: ada) }
            #expect(try await site.export(of: bruno).head.account.username == "bruno")
            #expect(try await pieces.read().head.account.username == "ada")
            _ = consume pieces
            #expect(try await site.export(of: ada).head.account.username == "ada")
        }
    }

    @Test func `few export at the same time`() throws {
        let slots = ExportSlots()
        let taken = try (0..<ExportSlots.limit).map { try slots.take(for: Int64($0)) }
        #expect(throws: WorkQueue.Full.self) { try slots.take(for: -1) }
        withExtendedLifetime(taken) {}
    }
}
