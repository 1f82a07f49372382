import Foundation
import PathKit
import TestSupport

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
            program: try BuiltProgram.roost, arguments: arguments, folder: folder.string,
            environment: ["ROOST_PUBLIC_URL": "https://roost.example.org/", "ROOST_TRUSTED_PROXIES": "127.0.0.1"]
        ).outcome(input: input)
    }
}
