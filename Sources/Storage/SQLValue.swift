import Foundation
import GRDBSQLite

/// A value as the database stores it.
@frozen
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob(Data)
}

/// A type whose values are arguments of statements and columns of rows.
public protocol SQLConvertible: Sendable {
    var sqlValue: SQLValue { get }

    /// Reads a column of the row. Returns nil for NULL.
    static func decode(_ row: borrowing Row, at index: Int) -> Self?
}

extension SQLValue: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { self }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> SQLValue? {
        switch sqlite3_column_type(row.statement, CInt(index)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: Int64.decode(row, at: index).map(SQLValue.integer)
        case SQLITE_FLOAT: .real(sqlite3_column_double(row.statement, CInt(index)))
        case SQLITE_TEXT: String.decode(row, at: index).map(SQLValue.text)
        default: Data.decode(row, at: index).map(SQLValue.blob)
        }
    }
}

extension Int64: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .integer(self) }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> Int64? {
        row.isNull(at: index) ? nil : sqlite3_column_int64(row.statement, CInt(index))
    }
}

extension Int: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> Int? {
        Int64.decode(row, at: index).map(Int.init)
    }
}

extension Bool: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> Bool? {
        Int64.decode(row, at: index).map { $0 != 0 }
    }
}

extension String: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .text(self) }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> String? {
        guard let text = sqlite3_column_text(row.statement, CInt(index)) else { return nil }
        // Asked for after the text, which may have to be converted to UTF-8 first.
        let count = Int(sqlite3_column_bytes(row.statement, CInt(index)))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }
}

extension [UInt8]: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .blob(Data(self)) }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> [UInt8]? {
        guard !row.isNull(at: index) else { return nil }
        // NULL for an empty blob.
        guard let bytes = sqlite3_column_blob(row.statement, CInt(index)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(row.statement, CInt(index)))))
    }
}

extension Data: SQLConvertible {
    @inlinable public var sqlValue: SQLValue { .blob(self) }

    @inlinable public static func decode(_ row: borrowing Row, at index: Int) -> Data? {
        guard !row.isNull(at: index) else { return nil }
        // NULL for an empty blob.
        guard let bytes = sqlite3_column_blob(row.statement, CInt(index)) else { return Data() }
        return Data(bytes: bytes, count: Int(sqlite3_column_bytes(row.statement, CInt(index))))
    }
}
