import GRDB
import GRDBSQLite

/// The row at which a running statement stands. Columns are read by index, straight from SQLite.
///
/// It cannot be copied and is only lent to the closure that decodes it, because the next step overwrites it.
package struct Row: ~Copyable {
    let statement: SQLiteStatement

    /// The number of columns.
    package var count: Int { Int(sqlite3_column_count(statement)) }

    /// The value of a column that is never NULL.
    package subscript<Value: SQLConvertible>(index: Int) -> Value {
        guard let value = Value.decode(self, at: index) else { preconditionFailure("column \(index) is NULL") }
        return value
    }

    /// The value of a column, nil for NULL.
    package subscript<Value: SQLConvertible>(index: Int) -> Value? {
        Value.decode(self, at: index)
    }

    func isNull(at index: Int) -> Bool {
        sqlite3_column_type(statement, CInt(index)) == SQLITE_NULL
    }
}
