import Foundation

/// A file system operation that this machine failed: the disk is full, a permission is missing.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the system call.
    public let operation: String

    /// The file or folder it was given. Never shown to visitors.
    public let path: String

    /// The value of `errno`.
    public let code: Int32

    /// Whether the disk or this user's quota is full.
    public var isDiskFull: Bool {
        code == ENOSPC || code == EDQUOT
    }

    /// Whether there is no such file.
    public var isMissing: Bool {
        code == ENOENT
    }

    public var description: String {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return "\(operation) \(path): \(reason)"
    }
}

/// Makes a system call, and repeats it if a signal interrupts it.
///
/// - Throws: `FileError` if the call returns -1.
@discardableResult
package func systemCall<Result: SignedInteger>(
    _ operation: String, _ path: String, _ call: () -> Result
) throws -> Result {
    while true {
        let result = call()
        if result != -1 { return result }
        let code = errno
        if code != EINTR {
            throw FileError(operation: operation, path: path, code: code)
        }
    }
}

/// Removes a file or a symbolic link, never the target of the link. It is no error if there is none.
func unlinkIfPresent(_ path: String) throws {
    do {
        try systemCall("unlink", path) { unlink(path) }
    } catch let error as FileError where error.isMissing {
        return
    }
}
