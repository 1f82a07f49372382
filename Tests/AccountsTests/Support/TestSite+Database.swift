import Foundation
import Storage

@testable import Accounts

extension TestSite {
    func count(_ table: String) async throws -> Int {
        try await value("SELECT count(*) FROM \(table)")
    }

    /// The one value that `sql` selects.
    func value<Value: SQLConvertible>(
        _ sql: String, _ arguments: [(any SQLConvertible)?] = []
    ) async throws -> Value {
        try await database.read { db in
            guard let value = try db.row(sql, arguments, { $0[0] as Value }) else { throw NothingSelected() }
            return value
        }
    }

    func execute(_ sql: String, _ arguments: [(any SQLConvertible)?] = []) async throws {
        try await database.write { try $0.run(sql, arguments) }
    }

    /// Everything that is in the database's files now.
    func stored() throws -> Data {
        try ["", "-wal"].map { try Data(contentsOf: URL(filePath: path + $0)) }.reduce(Data(), +)
    }

    /// The tables whose rows belong to somebody. The log of changes has ids alone, and is cut off in time.
    func tablesOfPeople() async throws -> [String] {
        try await database.read { db in
            try db.rows(
                """
                SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND columns.name = 'userId' AND tables.name <> 'accountChange'
                """
            ) { $0[0] }
        }
    }

    /// Writes the WAL back into the file and empties it.
    func checkpoint() async throws {
        try await database.writeBack()
    }

    private struct NothingSelected: Error {}
}

extension AccountCache {
    @discardableResult
    func catchUp(_ site: TestSite) async throws -> Generation {
        let earlier = generation
        return try await site.database.read { try self.catchUp($0, since: earlier) }
    }
}
