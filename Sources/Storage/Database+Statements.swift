import Foundation
import GRDB

extension GRDB.Database {
    /// Runs one statement of SQL that stands in the source; it is prepared once per connection.
    package func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The rows that a statement of SQL selects; it is prepared once per connection.
    package func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    /// The first row that a statement of SQL selects; it is prepared once per connection.
    package func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}

extension Date {
    /// How times are stored: whole seconds since 1970.
    package var stored: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    package init(stored seconds: Int64) {
        self.init(timeIntervalSince1970: TimeInterval(seconds))
    }
}
