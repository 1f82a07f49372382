import Accounts
import Foundation

/// A file of session cookies, one a line as a browser sends it, for programs that measure. Its owner alone may read it.
enum CookieFile {
    struct Unusable: Error, CustomStringConvertible {
        let path: String
        let reason: String
        var description: String { "\(path): \(reason)" }
    }

    /// - Parameter path: must not be there yet.
    static func write(_ tokens: [SessionToken], to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw Unusable(path: path, reason: String(cString: strerror(errno))) }
        let lines = tokens.map { "session_token=\($0.encoded)\n" }.joined()
        try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: Data(lines.utf8))
    }
}
