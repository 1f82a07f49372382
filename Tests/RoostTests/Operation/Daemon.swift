import Foundation
import PathKit
import Synchronization

/// A program that runs until it is told to stop, and what it says meanwhile.
final class Daemon: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process: Mutex<Process>
    private let log: String

    /// - Parameter log: the file to which it writes, on standard output and standard error.
    init(_ child: ChildProcess, log: Path, input: FileHandle = .nullDevice) throws {
        self.log = log.string
        let process = child.process()
        if !log.exists { try log.write("") }
        guard let file = FileHandle(forWritingAtPath: log.string) else { throw Failure(description: "no \(log)") }
        try file.seekToEnd()
        (process.standardInput, process.standardOutput, process.standardError) = (input, file, file)
        try process.run()
        self.process = Mutex(process)
    }

    var pid: Int32 { process.withLock { $0.processIdentifier } }
    var isRunning: Bool { process.withLock { $0.isRunning } }
    var said: String { (try? Path(log).read(.utf8)) ?? "" }

    /// Waits until it has said something that `pattern` matches, and returns what its first group does.
    func hear(_ pattern: Regex<(Substring, Substring)>) async throws -> String {
        while true {
            let (wasRunning, said) = (isRunning, said)
            if let match = said.firstMatch(of: pattern) { return String(match.1) }
            guard wasRunning else { throw Failure(description: "it ended: \(said)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Asks it to stop, and waits until it has.
    func stop() async {
        kill(pid, SIGTERM)
        // Not stopped by a cancellation: nothing is to be left behind.
        while isRunning { await Task { try? await Task.sleep(for: .milliseconds(10)) }.value }
    }
}
