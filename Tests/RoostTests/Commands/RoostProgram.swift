import Foundation
import PathKit

/// The built `roost`, run as an operator does.
struct RoostProgram {
    typealias Outcome = ChildProcess.Outcome

    /// Where files of the site are.
    let folder: Path

    /// Runs a command to its end.
    ///
    /// - Parameter input: what is typed.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        try await ChildProcess(
            program: try Self.path, arguments: arguments, folder: folder.string,
            environment: ["ROOST_PUBLIC_URL": "https://roost.example.org/"]
        ).outcome(input: input)
    }

    /// It is built into the folder that the tests are in.
    static var path: String {
        get throws {
            let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
            for folder in [tests.bundlePath, (tests.bundlePath as NSString).deletingLastPathComponent] {
                let path = folder + "/roost"
                if FileManager.default.isExecutableFile(atPath: path) { return path }
            }
            throw CannotFindProgram(folder: tests.bundlePath)
        }
    }

    private struct CannotFindProgram: Error { let folder: String }
}
