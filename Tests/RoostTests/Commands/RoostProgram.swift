import Foundation
import PathKit

/// The built `roost`, run as an operator does.
struct RoostProgram {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Where files of the site are.
    let folder: Path

    /// Runs a command to its end.
    ///
    /// - Parameter input: what is typed.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let (program, folder) = (try Self.path, folder.string)
        // On a thread of its own: waiting for a process must not hold one on which tasks run.
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try Self.outcome(of: program, arguments, in: folder, input: input) })
            }
        }
    }

    private static func outcome(
        of program: String, _ arguments: [String], in folder: String, input: String
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["ROOST_PUBLIC_URL": "https://roost.example.org/"]
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

    /// It is built into the folder that the tests are in.
    private static var path: String {
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
