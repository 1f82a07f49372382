import GRDB

extension Database {
    /// What a person can do about a failure of the database.
    public enum Failure: Sendable {
        /// Another process holds the lock: try again.
        case busy
        /// The disk or the quota is full: the operator must make room.
        case full
        /// The file or its folder cannot be written.
        case readOnly
    }

    /// Sorts an error thrown by a store, or returns nil when it is of another kind.
    public static func failure(_ error: any Error) -> Failure? {
        guard let error = error as? DatabaseError else { return nil }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
        case .SQLITE_FULL: return .full
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: return .readOnly
        default: return nil
        }
    }

    /// Whether `error` says that the file is damaged, or no database at all.
    public static func isDamage(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }

    /// Whether `error` is the fault of the database or the disk: not an action's own, nor a rule of the schema's.
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
