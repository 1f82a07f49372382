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

    private struct NothingSelected: Error {}
}
