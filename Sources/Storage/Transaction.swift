import Foundation
import GRDB
import GRDBSQLite

/// What stores use to read and change the database: the transaction of the action that they run in.
///
/// Statements are written out where they are run, with `?` for each argument. Each is prepared once per connection.
public final class Transaction {
    let connection: GRDB.Database
    /// A commit that this transaction sees, with all before it. It may see later ones too. Nil when none is known.
    package let lastCommit: CommitMark?
    private(set) var commitActions: [@Sendable () -> Void] = []

    init(_ connection: GRDB.Database, after lastCommit: CommitMark? = nil) {
        self.connection = connection
        self.lastCommit = lastCommit
    }

    /// The number of rows that the last statement has inserted, updated or deleted; triggers do not count.
    package var changes: Int { connection.changesCount }

    package func run(_ sql: String, _ arguments: [(any SQLConvertible)?] = []) throws {
        try statement(sql, arguments).execute()
    }

    /// Runs an `INSERT` of one row that ends in `RETURNING id`, and returns the id.
    package func insert(_ sql: String, _ arguments: [(any SQLConvertible)?] = []) throws -> Int64 {
        guard let id = try row(sql, arguments, { $0[0] as Int64 }) else {
            preconditionFailure("the statement inserts no row, or returns no id")
        }
        return id
    }

    /// The rows that a statement selects or returns, in order.
    ///
    /// - Parameter decode: must not run the same statement again.
    @inlinable public func rows<Value>(
        _ sql: String, _ arguments: [(any SQLConvertible)?] = [], _ decode: (borrowing Row) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEachRow(sql, arguments) { row in
            values.append(try decode(row))
            return true
        }
        return values
    }

    /// The first row that a statement selects or returns, nil when there is none.
    @inlinable public func row<Value>(
        _ sql: String, _ arguments: [(any SQLConvertible)?] = [], _ decode: (borrowing Row) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try forEachRow(sql, arguments) { row in
            value = try decode(row)
            return false
        }
        return value
    }

    /// Steps through a statement for as long as `body` returns true.
    @usableFromInline
    func forEachRow(
        _ sql: String, _ arguments: [(any SQLConvertible)?], _ body: (borrowing Row) throws -> Bool
    ) throws {
        let statement = try statement(sql, arguments)
        let pointer = statement.sqliteStatement
        guard sqlite3_stmt_readonly(pointer) != 0 else {
            // GRDB keeps track of what is written.
            let cursor = try GRDB.Row.fetchCursor(statement)
            while try cursor.next() != nil, try body(Row(statement: pointer)) {}
            return
        }
        // A cursor of GRDB costs as much as a statement that finds one row.
        defer { sqlite3_reset(pointer) }
        var code = sqlite3_step(pointer)
        while code == SQLITE_ROW {
            guard try body(Row(statement: pointer)) else { return }
            code = sqlite3_step(pointer)
        }
        guard code == SQLITE_DONE else { throw error(code, sql) }
    }

    private func error(_ code: CInt, _ sql: String) -> DatabaseError {
        let message = connection.sqliteConnection.flatMap(sqlite3_errmsg).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
    }

    /// Runs `body` between `BEGIN` and `COMMIT`, whose statements are prepared once, as all others are.
    func reading<Value>(_ body: (Transaction) throws -> Value) throws -> Value {
        // One that could not be ended would make every later one fail.
        if connection.isInsideTransaction { try run("ROLLBACK") }
        try step("BEGIN")
        do {
            let value = try body(self)
            try step("COMMIT")
            return value
        } catch {
            if connection.isInsideTransaction { try? run("ROLLBACK") }
            throw error
        }
    }

    /// Runs a statement that writes nothing, which GRDB therefore need not see.
    private func step(_ sql: String) throws {
        try forEachRow(sql, []) { _ in true }
    }

    /// Whether a statement selects any row.
    package func exists(_ sql: String, _ arguments: [(any SQLConvertible)?] = []) throws -> Bool {
        try row(sql, arguments) { _ in true } ?? false
    }

    /// Runs `body` once the transaction is on disk, before the caller of the action resumes. It is dropped when the action
    /// or the transaction fails.
    ///
    /// It runs on the thread that writes, so all other writes wait for it.
    package func afterCommit(_ body: @escaping @Sendable () -> Void) {
        commitActions.append(body)
    }

    /// Forgets the closures of an action whose savepoint was rolled back.
    func dropCommitActions() {
        commitActions = []
    }

    /// A statement with its arguments bound.
    private func statement(_ sql: String, _ arguments: [(any SQLConvertible)?]) throws -> Statement {
        // SQLite carries out many pragmas when it prepares them, so these are prepared each time.
        let statement =
            try sql.hasPrefix("PRAGMA") ? connection.makeStatement(sql: sql) : connection.cachedStatement(sql: sql)
        let pointer = statement.sqliteStatement
        precondition(Int(sqlite3_bind_parameter_count(pointer)) == arguments.count, "one argument for each ? in \(sql)")
        // Repeats the error of the last run, if that failed. GRDB would take it for one of its own.
        sqlite3_reset(pointer)
        statement.setUncheckedArguments(StatementArguments())
        for (index, argument) in zip(CInt(1)..., arguments) {
            let code = (argument?.sqlValue ?? .null).bind(to: pointer, at: index)
            guard code == SQLITE_OK else { throw error(code, sql) }
        }
        return statement
    }
}

extension SQLValue {
    /// SQLITE_TRANSIENT, a macro that Swift does not import: SQLite makes a copy of its own.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// - Returns: a result code of SQLite.
    fileprivate func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
        switch self {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let value): sqlite3_bind_int64(statement, index, value)
        case .real(let value): sqlite3_bind_double(statement, index, value)
        // Empty values may have no address, which SQLite takes for NULL.
        case .text(""): sqlite3_bind_text(statement, index, "", 0, Self.copied)
        case .blob(let value) where value.isEmpty: sqlite3_bind_zeroblob(statement, index, 0)
        // With its length, as a NUL may be in it.
        case .text(var value):
            value.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, index, $0.baseAddress, CInt($0.count), Self.copied)
                }
            }
        case .blob(let value):
            value.withUnsafeBytes {
                sqlite3_bind_blob(statement, index, $0.baseAddress, CInt($0.count), Self.copied)
            }
        }
    }
}

extension Date {
    /// How times are stored: whole seconds since 1970.
    package var stored: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    package init(stored seconds: Int64) {
        self.init(timeIntervalSince1970: TimeInterval(seconds))
    }
}
