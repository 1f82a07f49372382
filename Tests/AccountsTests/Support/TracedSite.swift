import Storage
import Synchronization
import TestSupport
import WorkQueue

@testable import Accounts

/// The statements that a database has run, those of triggers aside.
final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    var all: [String] { statements.withLock(\.self) }

    func add(_ statement: String) {
        statements.withLock { $0.append(statement) }
    }
}

/// Hands the accounts of a new site to `body`, with a log of all statements they lead to.
func withTracedSite(_ body: (TestSite, Accounts, StatementLog) async throws -> Void) async throws {
    try await withSite { site in
        let log = StatementLog()
        let database = try Database(joining: site.path) { log.add($0) }
        let accounts = Accounts(
            database: database, hasher: PasswordHasher(parameters: .cheap, queue: site.queue), secret: .test,
            now: { site.clock.now })
        try await body(site, accounts, log)
        try database.close()
    }
}
