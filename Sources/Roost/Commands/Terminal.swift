import Foundation

/// Standard output, a line at a time: what waits for a line behind a pipe gets it at once.
enum Terminal {
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
