import Foundation
import Storage

/// A test's own database, into which it may look behind the back of the program.
package protocol DatabaseFixture: Sendable {
    var database: Database { get }
    /// Where its file is.
    var path: String { get }
}

extension DatabaseFixture {
    package func count(_ table: String) async throws -> Int {
        try await value("SELECT count(*) FROM \(table)")
    }

    /// The one value that `sql` selects.
    package func value<Value: SQLConvertible>(
        _ sql: String, _ arguments: [(any SQLConvertible)?] = []
    ) async throws -> Value {
        try await database.read { db in
            guard let value = try db.row(sql, arguments, { $0[0] as Value }) else { throw NothingSelected() }
            return value
        }
    }

    package func execute(_ sql: String, _ arguments: [(any SQLConvertible)?] = []) async throws {
        try await database.write { try $0.run(sql, arguments) }
    }

    /// Everything that is in the database's files now.
    package func stored() throws -> Data {
        try ["", "-wal"].map { try Data(contentsOf: URL(filePath: path + $0)) }.reduce(Data(), +)
    }
}

private struct NothingSelected: Error {}
