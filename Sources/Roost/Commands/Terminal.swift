import Foundation

/// The terminal, or what stands in its place. Standard output, a line at a time: what waits for a line behind a pipe gets it at once.
enum Terminal {
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    static func warn(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Asks beside the output, which may go into a file; nil when nobody answers.
    static func ask(_ question: String) -> String? {
        FileHandle.standardError.write(Data(question.utf8))
        return readLine()
    }
}
