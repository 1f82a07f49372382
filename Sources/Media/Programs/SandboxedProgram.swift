import Foundation
import Subprocess
import SystemPackage

/// A program that this machine needs is not installed.
public struct ProgramMissing: Error, Hashable, CustomStringConvertible {
    public let program: String
    /// The Debian package that contains it.
    public let package: String

    public var description: String { "\(program) is missing: install \(package)" }
}

/// A program that reads uploads, run as a child process that can reach only the file it reads and the file it writes.
///
/// Hostile files attack decoders. The child therefore runs in a ``Sandbox``.
struct SandboxedProgram: Sendable {
    private let file: String
    private let launcher: String
    private let environment: [Environment.Key: String]

    /// Looks for the program.
    ///
    /// - Parameters:
    ///   - package: the Debian package that contains it.
    ///   - path: folders, separated by colons.
    ///   - launcher: the roost binary, which turns into the program (``Sandbox``).
    ///   - environment: all that the program sees.
    init(
        _ name: String, of package: String, searching path: String, launcher: String,
        environment: [Environment.Key: String]
    ) throws(ProgramMissing) {
        let files = path.split(separator: ":").map { "\($0)/\(name)" }
        guard let file = files.first(where: FileManager.default.isExecutableFile) else {
            throw ProgramMissing(program: name, package: package)
        }
        self.file = file
        self.launcher = launcher
        self.environment = environment
    }

    /// How a child process ended.
    enum Outcome: Hashable, Sendable {
        case done, failed
        /// It reached a time limit.
        case exhausted
    }

    /// Runs the program on `input` and lets it write to `output`.
    func run(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: ImageLimits,
        until deadline: ContinuousClock.Instant
    ) async throws -> Outcome {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask { try await spawn(arguments, from: input, to: output, limits: limits) }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                return .exhausted
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .failed
        }
    }

    /// Cancelling the task kills the child.
    ///
    /// - Throws: `Sandbox.Failed`.
    private func spawn(
        _ arguments: [String], from input: OpenFile, to output: OpenFile, limits: ImageLimits
    ) async throws -> Outcome {
        var options = PlatformOptions()
        // Ctrl-C in a terminal is for the site alone, which finishes the requests it has begun.
        options.createSession = true
        let status = try await Subprocess.run(
            .path(FilePath(launcher)), arguments: Arguments(Self.sandbox(limits) + [file] + arguments),
            environment: .custom(environment), platformOptions: options,
            input: .fileDescriptor(FileDescriptor(rawValue: input.descriptor), closeAfterSpawningProcess: false),
            output: .fileDescriptor(FileDescriptor(rawValue: output.descriptor), closeAfterSpawningProcess: false),
            error: .discarded
        ).terminationStatus
        switch status {
        case .exited(0): return .done
        case .signaled(SIGXCPU), .signaled(SIGKILL): return .exhausted
        case .exited(let code):
            if let failure = Sandbox.Failed(status: code) { throw failure }
            return .failed
        default: return .failed
        }
    }

    private static func sandbox(_ limits: ImageLimits) -> [String] {
        [Sandbox.argument]
            + [limits.memory, limits.processorSeconds, limits.fileSize, limits.processes].map(String.init)
    }
}
