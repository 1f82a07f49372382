import Foundation

/// Makes a system call, again for as long as a signal interrupts it.
///
/// - Throws: `FileError` when the call answers -1.
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

/// Removes a file or a symbolic link, never what the link points to. No error when there is none.
func unlinkIfPresent(_ path: String) throws {
    do {
        try systemCall("unlink", path) { unlink(path) }
    } catch let error as FileError where error.isMissing {
        return
    }
}
