import Storage
import TestSupport
import Testing

@testable import Accounts

struct ColumnTests {
    /// A column that is left out of the trigger leaves pages as they were before a change.
    @Test func `caches hear of a change of each column that an account is read from`() async throws {
        try await withSite { site in
            _ = try await site.signUp()
            // These are set once.
            let fixed: Set<UserStore.Column> = [.id, .createdAt, .isApp]
            for column in UserStore.Column.allCases where !fixed.contains(column) {
                let changes = try await site.database.write { db in
                    try db.run("DELETE FROM accountChange")
                    try db.run("UPDATE user SET \(column) = \(column)")
                    return try db.row("SELECT count(*) FROM accountChange") { $0[0] as Int }
                }
                #expect(changes == 1, "\(column)")
            }
        }
    }
}
