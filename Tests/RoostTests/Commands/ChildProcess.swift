import Foundation

/// Another program, run to its end.
struct ChildProcess: Sendable {
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    let program: String
    var arguments: [String] = []
    /// Where it runs.
    let folder: String
    var environment: [String: String] = [:]

    /// - Parameter input: what is typed.
    func outcome(input: String = "") async throws -> Outcome {
        // On a thread of its own: waiting for a process must not hold one on which tasks run.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { [self] in
                continuation.resume(with: Result { try waitForOutcome(input) })
            }
        }
    }

    private func waitForOutcome(_ input: String) throws -> Outcome {
        let process = process()
        let (typed, output, errors) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (typed, output, errors)
        try process.run()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try typed.fileHandleForWriting.close()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }

    /// It, not yet running.
    func process() -> Process {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = environment
        return process
    }

    /// Where a program is installed; nil when it is not.
    static func find(_ name: String) -> String? {
        ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
