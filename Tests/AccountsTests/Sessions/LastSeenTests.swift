import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

struct LastSeenTests {
    private func lastSeen(_ site: TestSite) async throws -> TimeInterval {
        Date(stored: try await site.value("SELECT lastSeenAt FROM session")).timeIntervalSince(TestClock.start)
    }

    @Test func `what could not be written does not replace what was noted since`() {
        let lastSeenUpdates = LastSeenUpdates()
        let early = LastSeenUpdate(
            session: 1, user: 1, lastSeenAt: .distantPast, renewedAt: .distantPast, expiresAt: .distantPast)
        let late = LastSeenUpdate(
            session: 1, user: 1, lastSeenAt: TestClock.start, renewedAt: .distantPast, expiresAt: .distantPast)
        lastSeenUpdates.note(late)
        lastSeenUpdates.restore([early])
        #expect(lastSeenUpdates.drain().map(\.lastSeenAt) == [late.lastSeenAt])
    }

    @Test func `what was noted is written in the order of sessions`() {
        let lastSeenUpdates = LastSeenUpdates()
        for session in [7, 3, 9, 1, 8, 2, 6, 4, 5] as [Session.ID] {
            lastSeenUpdates.note(
                LastSeenUpdate(
                    session: session, user: 1, lastSeenAt: TestClock.start, renewedAt: TestClock.start,
                    expiresAt: TestClock.start))
        }
        #expect(lastSeenUpdates.drain().map(\.session) == Array(1...9))
    }

    @Test func `a use is written by a flush and not before`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 90)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            #expect(try await lastSeen(site) == 0)
            try await site.accounts.flush()
            #expect(try await lastSeen(site) == 90)
        }
    }

    @Test(arguments: [(59, 0), (60, 60)] as [(TimeInterval, TimeInterval)])
    func `a use is written once a minute at most`(seconds: TimeInterval, written: TimeInterval) async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: seconds)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            try await site.accounts.flush()
            #expect(try await lastSeen(site) == written)
        }
    }

    @Test func `of many uses the last is written`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            for _ in 0..<3 {
                site.clock.advance(by: 70)
                _ = try await site.accounts.sessions.authenticate(issued.token)
            }
            try await site.accounts.flush()
            #expect(try await lastSeen(site) == 210)
        }
    }

    @Test func `a use that is no prolongation leaves the end where it was`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 90)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            try await site.accounts.flush()
            let times: [Int64] = [
                try await site.value("SELECT expiresAt FROM session"),
                try await site.value("SELECT renewedAt FROM session"),
            ]
            #expect(times == [(TestClock.start + 86_400).stored, TestClock.start.stored])
        }
    }

    @Test func `a failed flush keeps what was noted`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 90)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            try await site.execute("ALTER TABLE session RENAME TO gone")
            await #expect { try await site.accounts.flush() } throws: { Database.isFault($0) }
            try await site.execute("ALTER TABLE gone RENAME TO session")
            try await site.accounts.flush()
            #expect(try await lastSeen(site) == 90)
        }
    }

    @Test func `a flush does not bring back a session that was ended`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 4000)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            try await site.accounts.sessions.signOut(issued.signedIn)
            try await site.accounts.flush()
            #expect(try await site.accounts.sessions.authenticate(issued.token) == nil)
        }
    }

    @Test func `a flush after the account was erased is fine`() async throws {
        try await withSite { site in
            let issued = try await site.signUp()
            site.clock.advance(by: 90)
            _ = try await site.accounts.sessions.authenticate(issued.token)
            _ = try await site.accounts.profiles.delete(issued.signedIn, password: testPassword)
            try await site.accounts.flush()
            #expect(try await site.count("session") == 0)
        }
    }
}
