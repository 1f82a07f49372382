import GRDB
import Synchronization
import WorkQueue

@testable import Accounts
@testable import Storage

/// The statements that a database has run, those of triggers aside.
final class StatementLog: Sendable {
    private let statements = Mutex<[String]>([])

    var all: [String] { statements.withLock(\.self) }

    func add(_ event: GRDB.Database.TraceEvent) {
        guard case .statement(let statement) = event else { return }
        let sql = statement.sql
        guard !sql.hasPrefix("--") else { return }
        statements.withLock { $0.append(sql) }
    }
}

/// Hands the accounts of a new site to `body`, with a log of all statements they lead to.
func withTracedSite(_ body: (TestSite, Accounts, StatementLog) async throws -> Void) async throws {
    try await withSite { site in
        let log = StatementLog()
        var configuration = Storage.Database.configuration
        configuration.prepareDatabase { $0.trace { log.add($0) } }
        let database = Storage.Database(
            pool: try Storage.Database.openPool(site.path, configuration), writesBack: false)
        let accounts = Accounts(
            database: database, hasher: PasswordHasher(parameters: .cheap, queue: site.queue), secret: .test,
            now: { site.clock.time })
        try await body(site, accounts, log)
        try database.close()
    }
}
