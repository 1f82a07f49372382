import Foundation

/// A file system operation that failed for a reason of this machine: a full disk, a missing permission.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the system call.
    public let operation: String

    /// The file or folder it was given. Not for the eyes of visitors.
    public let path: String

    /// The value of `errno`.
    public let code: Int32

    /// Whether the disk, or the share of it this process may use, is full.
    public var isDiskFull: Bool {
        code == ENOSPC || code == EDQUOT
    }

    /// Whether there is no file of this name.
    public var isMissing: Bool {
        code == ENOENT
    }

    public var description: String {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return "\(operation) \(path): \(reason)"
    }
}
