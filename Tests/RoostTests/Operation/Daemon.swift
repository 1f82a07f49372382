import Foundation
import PathKit
import Subprocess
import SystemPackage

/// A program that runs until it is told to stop, and what it says meanwhile.
final class Daemon: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let pid: Int32
    private let log: String
    private let run: Task<Void, any Error>
    private let hasEnded: EndFlag

    /// Starts it.
    ///
    /// - Parameters:
    ///   - log: the file to which it writes, on standard output and standard error.
    ///   - input: what it has as standard input, if anything.
    init(_ child: ChildProcess, log: Path, input: FileHandle? = nil) async throws {
        self.log = log.string
        let file = try FileDescriptor.open(
            FilePath(log.string), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
        let output = FileDescriptorOutput.fileDescriptor(file, closeAfterSpawningProcess: false)
        let hasEnded = EndFlag()
        self.hasEnded = hasEnded
        let (started, starting) = AsyncThrowingStream<Int32, any Error>.makeStream()
        run = Task {
            defer {
                hasEnded.set()
                try? file.close()
            }
            do {
                if let input {
                    let socket = FileDescriptor(rawValue: input.fileDescriptor)
                    _ = try await Subprocess.run(
                        child.configuration,
                        input: .fileDescriptor(socket, closeAfterSpawningProcess: false), output: output, error: output
                    ) { starting.yield($0.processIdentifier.value) }
                } else {
                    _ = try await Subprocess.run(child.configuration, input: .none, output: output, error: output) {
                        starting.yield($0.processIdentifier.value)
                    }
                }
                starting.finish()
            } catch { starting.finish(throwing: error) }
        }
        guard let pid = try await started.first(where: { _ in true }) else {
            throw Failure(description: "\(child.program) did not start")
        }
        self.pid = pid
    }

    var isRunning: Bool { !hasEnded.isSet }
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

    /// Asks it to stop, and waits until it has: also where the test is cancelled, so that nothing is left behind.
    func stop() async {
        if isRunning { kill(pid, SIGTERM) }
        _ = await run.result
    }
}
