import Foundation
import Subprocess
import SystemPackage

/// Another program, run to its end.
///
/// Not with Foundation's `Process`: that copies 256 bytes of each name in `/proc/self/fd`, also where the memory behind a
/// name ends sooner, and so crashes now and then where hundreds of files are open.
struct ChildProcess: Sendable {
    struct Outcome: Sendable {
        /// As a shell has it: 128 and its number for a signal.
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

    /// The most that it may say, in bytes.
    private static let limit = 16 * 1024 * 1024

    /// - Parameter input: what is typed.
    func outcome(input: String = "") async throws -> Outcome {
        let result = try await Subprocess.run(
            configuration, input: .string(input), output: .string(limit: Self.limit),
            error: .string(limit: Self.limit))
        return Outcome(
            status: result.terminationStatus.shellStatus, output: result.standardOutput, errors: result.standardError)
    }

    var configuration: Configuration {
        // Settings come from this folder alone: a site that is installed on this machine has its own.
        let hasSettings = FileManager.default.fileExists(atPath: "\(folder)/roost.conf")
        let all = environment.merging(["ROOST_CONFIG": hasSettings ? "roost.conf" : "/dev/null"]) { given, _ in given }
        return Configuration(
            executable: .path(FilePath(program)), arguments: Arguments(arguments),
            environment: .custom(
                Dictionary(uniqueKeysWithValues: all.map { (Environment.Key(stringLiteral: $0), $1) })),
            workingDirectory: FilePath(folder))
    }

    /// Where a program is installed; nil when it is not.
    static func find(_ name: String) -> String? {
        ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

extension TerminationStatus {
    fileprivate var shellStatus: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
