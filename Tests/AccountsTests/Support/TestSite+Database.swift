import Foundation
import Storage

@testable import Accounts

extension TestSite {
    /// The tables of accounts whose rows belong to somebody. The log of changes has ids alone, and is cut off in time.
    func tablesOfPeople() async throws -> [String] {
        try await database.read { db in
            try db.rows(
                """
                SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND columns.name = 'userId'
                    AND tables.name NOT IN ('accountChange', 'membership', 'reaction', 'mention', 'block')
                """
            ) { $0[0] }
        }
    }

    /// Writes the WAL back into the file and empties it.
    func checkpoint() async throws {
        try await database.writeBack()
    }
}

extension AccountCache {
    @discardableResult
    func catchUp(_ site: TestSite) async throws -> Generation {
        let earlier = generation
        return try await site.database.read { try self.catchUp($0, since: earlier) }
    }
}
