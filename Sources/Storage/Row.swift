import GRDB
import GRDBSQLite

/// The row at which a running statement stands. Columns are read by index, straight from SQLite.
///
/// It cannot be copied and is only lent to the closure that decodes it, because the next step overwrites it.
///
/// Its functions are inlinable, so that other modules decode rows without a call into generic code for each column.
@frozen
public struct Row: ~Copyable {
    @usableFromInline let statement: SQLiteStatement

    init(statement: SQLiteStatement) {
        self.statement = statement
    }

    /// The number of columns.
    @inlinable public var count: Int { Int(sqlite3_column_count(statement)) }

    /// The value of a column that is never NULL.
    @inlinable public subscript<Value: SQLConvertible>(index: Int) -> Value {
        guard let value = Value.decode(self, at: index) else { preconditionFailure("column \(index) is NULL") }
        return value
    }

    /// The value of a column, nil for NULL.
    @inlinable public subscript<Value: SQLConvertible>(index: Int) -> Value? {
        Value.decode(self, at: index)
    }

    @inlinable func isNull(at index: Int) -> Bool {
        sqlite3_column_type(statement, CInt(index)) == SQLITE_NULL
    }
}
