import GRDB

extension Database {
    /// A failure of the database, by what can be done about it.
    public enum Failure: Sendable {
        /// Another process holds the lock, or a read took too long: try again.
        case busy
        /// The disk or the quota is full: the operator must make room.
        case full
        /// The file or its folder cannot be written.
        case readOnly
    }

    /// Classifies an error thrown by a store. Nil for errors of another kind.
    public static func failure(_ error: any Error) -> Failure? {
        guard let error = error as? DatabaseError else { return nil }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_INTERRUPT: return .busy
        case .SQLITE_FULL: return .full
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: return .readOnly
        default: return nil
        }
    }

    /// What SQLite says of an error, without the statement that met it. Nil for errors of another kind.
    public static func message(of error: any Error) -> String? {
        (error as? DatabaseError).map { $0.message ?? "\($0.resultCode)" }
    }

    /// Whether `error` says that the file is damaged or not a database.
    public static func isDamage(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }

    /// Whether `error` is a fault of the database or the disk, rather than an action's own error or a violated constraint.
    package static func isFault(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.resultCode != .SQLITE_CONSTRAINT
    }

    /// Whether `error` says that the unique index over `column` ("table.column") refused a row.
    package static func isDuplicate(_ error: any Error, of column: String) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE && error.message?.hasSuffix(column) == true
    }
}
