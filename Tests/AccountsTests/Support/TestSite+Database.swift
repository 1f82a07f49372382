import Foundation
import GRDB
import Storage

extension TestSite {
    func count(_ table: String) async throws -> Int {
        try await value("SELECT count(*) FROM \(table)")
    }

    /// The one value that `sql` selects.
    func value<Value: DatabaseValueConvertible & Sendable>(
        _ sql: String, _ arguments: StatementArguments = StatementArguments()
    ) async throws -> Value {
        try await database.pool.read { db in
            guard let value = try Value.fetchOne(db, sql: sql, arguments: arguments) else { throw NothingSelected() }
            return value
        }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = StatementArguments()) async throws {
        try await database.pool.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    /// Everything that is in the database's files now.
    func stored() throws -> Data {
        try ["", "-wal"].map { try Data(contentsOf: URL(filePath: path + $0)) }.reduce(Data(), +)
    }

    /// The tables whose rows belong to somebody. The log of changes has ids alone, and is cut off in time.
    func tablesOfPeople() async throws -> [String] {
        try await database.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                    WHERE tables.type = 'table' AND columns.name = 'userId' AND tables.name <> 'accountChange'
                    """)
        }
    }

    /// Writes the WAL back into the file and empties it.
    func checkpoint() async throws {
        _ = try await database.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    private struct NothingSelected: Error {}
}
