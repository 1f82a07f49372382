import Foundation

/// Standard output and standard error. Lines are written at once, so that a program behind a pipe gets them without delay.
enum Terminal {
    /// Standard output takes nothing: its disk is full, or whoever read it is gone.
    struct OutputLost: Error, CustomStringConvertible {
        let code: Int32
        var description: String { "Standard output cannot be written: \(String(cString: strerror(code)))." }
    }

    /// - Throws: ``OutputLost``. A command whose answer nobody gets has failed.
    static func say(_ line: String) throws(OutputLost) {
        if let code = write(line + "\n", to: STDOUT_FILENO) { throw OutputLost(code: code) }
    }

    /// What standard error does not take is lost: there is nobody to tell.
    static func warn(_ line: String) {
        _ = write(line + "\n", to: STDERR_FILENO)
    }

    /// Asks on standard error, as standard output may go into a file. Nil at the end of the input.
    static func ask(_ question: String) -> String? {
        _ = write(question, to: STDERR_FILENO)
        return readLine()
    }

    /// - Returns: the error's number (errno); nil when all was written.
    private static func write(_ text: String, to file: Int32) -> Int32? {
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
        }
        return nil
    }

    /// Opens what the program was started without. Otherwise the first files that it opens get these numbers, and a line
    /// for the terminal would be written into the database.
    static func openStandardFiles() {
        for file in STDIN_FILENO...STDERR_FILENO where fcntl(file, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }
}
