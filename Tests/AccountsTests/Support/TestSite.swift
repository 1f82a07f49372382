import Foundation
import Logging
import Storage
import TestSupport
import WorkQueue

@testable import Accounts

/// Accounts in a database of their own, with a clock that stands still and cheap hashes.
struct TestSite: DatabaseFixture {
    let path: String
    let database: Database
    let queue: WorkQueue
    let accounts: Accounts
    let clock = TestClock()

    fileprivate init(folder: URL, lifetime: SessionLifetime, depth: Int) throws {
        path = folder.appending(path: "roost.sqlite").path()
        database = try .new(at: path)
        queue = WorkQueue(label: "test", width: 1, depth: depth)
        accounts = Accounts(
            database: database, hasher: PasswordHasher(parameters: .cheap, queue: queue), secret: .test,
            lifetime: lifetime, now: { [clock] in clock.now }, random: TestRandom().bytes)
    }

    /// The same site after a new start, with its own counters of attempts, hashing with `parameters` on its own queue.
    func restarted(
        hashingWith parameters: ScryptParameters = .cheap, secret: Secret = .test,
        refusing breached: BreachedPasswords? = nil
    ) throws -> Accounts {
        let queue = WorkQueue(label: "test", width: 2, depth: 100)
        return Accounts(
            database: database, hasher: PasswordHasher(parameters: parameters, queue: queue, refusing: breached),
            secret: secret,
            lifetime: accounts.sessions.lifetime, now: { [clock] in clock.now })
    }
}

/// Hands a new site to `body` and removes it.
func withSite(
    lifetime: SessionLifetime = SessionLifetime(), depth: Int = 200, _ body: (TestSite) async throws -> Void
) async throws {
    try await withTemporaryDirectory { folder in
        let site = try TestSite(folder: folder, lifetime: lifetime, depth: depth)
        try await body(site)
        try site.database.close()
    }
}

extension ScryptParameters {
    static let cheap = ScryptParameters(logN: 4, r: 8, p: 1)
    static let newer = ScryptParameters(logN: 5, r: 8, p: 1)
}

extension Secret {
    static let test = Secret(Array(repeating: 7, count: minimumLength))!
    static let other = Secret(Array(repeating: 8, count: minimumLength))!
}

extension Logger {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension Device {
    static let home = Device(userAgent: "Firefox", address: "192.0.2.1")
    static let phone = Device(userAgent: "Safari", address: "198.51.100.1")
    static let stranger = Device(userAgent: "curl", address: "203.0.113.1")
}

/// The password of everyone in the tests.
let testPassword = "fruit bats at dusk"
