import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

struct ThrottlePersistenceTests {
    /// The site as it is after a restart, when it has read what was written.
    private func restarted(_ site: TestSite) async throws -> Accounts {
        let accounts = try site.restarted()
        try await accounts.warm()
        return accounts
    }

    private func signIn(_ accounts: Accounts) async throws {
        _ = try await accounts.authentication.signIn(
            username: "ada", password: testPassword, remember: false, on: .stranger)
    }

    @Test func `who has to wait has to wait after a restart`() async throws {
        try await withSite { site in
            try await site.signUp()
            _ = try await site.guess(times: 5)
            try await site.accounts.flush()
            let accounts = try await restarted(site)
            let error = await expectTooManyAttempts { try await signIn(accounts) }
            #expect(error?.seconds == 30)
            site.clock.advance(by: 30)
            try await signIn(accounts)
        }
    }

    @Test func `counters are written when maintenance is stopped and read when it is started`() async throws {
        try await withSite { site in
            try await site.signUp()
            _ = try await site.guess(times: 5)
            await Task {
                withUnsafeCurrentTask { $0?.cancel() }
                await site.accounts.maintain(log: .quiet)
            }.value
            let accounts = try site.restarted()
            let task = Task { await accounts.maintain(log: .quiet) }
            try await waitUntil("sessions are in memory") { accounts.sessions.cache.isWarm }
            await expectTooManyAttempts { try await signIn(accounts) }
            task.cancel()
            await task.value
        }
    }

    @Test func `a wait is not shortened by a restart`() async throws {
        try await withSite { site in
            try await site.signUp()
            site.clock.advance(by: 0.5)
            _ = try await site.guess(times: 5)
            try await site.accounts.flush()
            let accounts = try await restarted(site)
            site.clock.advance(by: 29.9)
            await expectTooManyAttempts { try await signIn(accounts) }
        }
    }

    @Test(arguments: ["ada", "nobody-here"])
    func `a failed sign-in writes its counters at once, for a name without an account too`(name: String) async throws {
        try await withSite { site in
            try await site.signUp()
            try await site.accounts.flush()
            let before = try await site.count("tryCounter")
            _ = try await site.guess(name, times: 1)
            #expect(try await site.count("tryCounter") == before + 3)
        }
    }

    @Test func `what was cleared stays cleared`() async throws {
        try await withSite { site in
            try await site.signUp()
            _ = try await site.guess(times: 4)
            try await site.accounts.flush()
            try await site.signIn(on: .stranger)
            try await site.accounts.flush()
            let accounts = try await restarted(site)
            for _ in 0..<4 {
                await #expect(throws: AuthenticationError.wrongCredentials) {
                    try await accounts.authentication.signIn(
                        username: "ada", password: "wrong", remember: false, on: .stranger)
                }
            }
            try await signIn(accounts)
        }
    }

    @Test func `reading twice counts once, and what was counted since stays`() async throws {
        try await withSite { site in
            try await site.signUp()
            _ = try await site.guess(times: 3)
            try await site.accounts.flush()
            for _ in 0..<3 { try await site.accounts.warm() }
            #expect(try await site.guess(times: 5) == 2)
        }
    }

    @Test func `what could not be written is written later`() async throws {
        try await withSite { site in
            try await site.signUp()
            _ = try await site.guess(times: 5)
            try await site.execute("ALTER TABLE tryCounter RENAME TO gone")
            await #expect { try await site.accounts.flush() } throws: { Database.isFault($0) }
            try await site.execute("ALTER TABLE gone RENAME TO tryCounter")
            try await site.accounts.flush()
            let accounts = try await restarted(site)
            await expectTooManyAttempts { try await signIn(accounts) }
        }
    }

    @Test func `what was typed as a name and where from is not in the database`() async throws {
        try await withSite { site in
            let device = Device(userAgent: "", address: "203.0.113.77")
            _ = try await site.guess("hunter2-in-the-wrong-field", times: 1, on: device)
            try await site.accounts.flush()
            #expect(try await site.count("tryCounter") == 3)
            let stored = try site.stored()
            for text in ["hunter2", "203.0.113"] { #expect(stored.range(of: Data(text.utf8)) == nil) }
        }
    }

    @Test(arguments: [(3599, 3), (3600, 0)] as [(TimeInterval, Int)])
    func `an hour after the last try a counter is deleted`(seconds: TimeInterval, count: Int) async throws {
        try await withSite { site in
            _ = try await site.guess("nobody-here", times: 1)
            try await site.accounts.flush()
            site.clock.advance(by: seconds)
            try await site.accounts.clean(log: .quiet)
            #expect(try await site.count("tryCounter") == count)
            #expect(site.accounts.context.throttle.storedCount == count)
            try await site.accounts.flush()
            #expect(try await site.count("tryCounter") == count)
        }
    }

    @Test func `old counters are not read`() async throws {
        try await withSite { site in
            _ = try await site.guess("nobody-here", times: 1)
            try await site.accounts.flush()
            let now = site.clock.now
            let counts: [Int] = try await site.database.read { db in
                try [3599, 3600].map { try AttemptCounterStore.load(db, limit: 10, at: now + $0).count }
            }
            #expect(counts == [3, 0])
        }
    }

    @Test func `an id reads back as it was, and is of one key and one site`() throws {
        let maker = CounterID.Maker(secret: .test)
        let id = maker.id(of: .passwordConfirmation(1))
        #expect(id.bytes.count == 16)
        #expect(CounterID(id.bytes) == id)
        #expect(id != maker.id(of: .passwordConfirmation(2)))
        #expect(id != CounterID.Maker(secret: .other).id(of: .passwordConfirmation(1)))
        for count in [0, 15, 17] { #expect(CounterID(Data(count: count)) == nil) }
    }

    @Test func `no two keys are the same in words`() {
        let cookie = KnownDevice(user: 1, browser: "a")
        let keys: [Throttle.Key] = [
            .account("a", network: "b"), .account("b", network: "a"), .account("a b", network: "c"),
            .account("b", network: "c"), .network("a"), .everywhere(account: "a"), .knownDevice(cookie),
            .knownDevice(KnownDevice(user: 1, browser: "b")), .knownDevices(1), .passwordConfirmation(1), .code(1),
            .codeFromKnownDevice(cookie), .signUp(network: "a"), .upload(1), .uploads(network: "a"), .export(1),
            .exports(network: "a"), .export(2),
        ]
        #expect(Set(keys.map(\.text)).count == keys.count)
    }

    @Test func `uploads are limited per account and per network`() async throws {
        try await withSite { site in
            let ada = try await site.signUp("ada").signedIn
            for _ in 0..<20 { try site.accounts.profiles.countUpload(by: ada) }
            await expectTooManyAttempts { try site.accounts.profiles.countUpload(by: ada) }
            for index in 0..<4 {
                let person = try await site.signUp("person-\(index)").signedIn
                for _ in 0..<20 { try site.accounts.profiles.countUpload(by: person) }
            }
            let last = try await site.signUp("bruno").signedIn
            await expectTooManyAttempts { try site.accounts.profiles.countUpload(by: last) }
            let elsewhere = try await site.signUp("mei", on: .phone).signedIn
            try site.accounts.profiles.countUpload(by: elsewhere)
        }
    }
}
