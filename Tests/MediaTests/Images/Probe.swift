import Foundation
import PathKit
import TestSupport

@testable import Media

/// A program that attempts what a broken decoder could be made to do, run where pictures are made.
struct Probe: Sendable {
    struct Failed: Error {
        let outcome: SandboxedProgram.Outcome
        let output: String
    }

    // Text, as a Path is not Sendable.
    private let location: String
    private let tool: ImageTool

    var folder: Path { Path(location) }
    /// The program, to be run outside.
    let program: String

    /// - Parameter hasLandlock: false for a kernel that has none.
    static func with<Value>(hasLandlock: Bool = true, _ body: (Probe) async throws -> Value) async throws -> Value {
        let folder = Path(NSTemporaryDirectory()) + "avatars-tests-\(UUID().uuidString)"
        try folder.mkpath()
        defer { try? folder.delete() }
        let program = try BuiltProgram.path("SandboxProbe")
        try FileManager.default.createSymbolicLink(
            atPath: (folder + "vipsthumbnail").string, withDestinationPath: program)
        let tool = try ImageTool(searching: folder.string, launcher: hasLandlock ? try BuiltProgram.roost : program)
        return try await body(Probe(location: folder.string, tool: tool, program: program))
    }

    /// What it writes.
    ///
    /// - Throws: ``Failed`` unless it ends well.
    func run(_ arguments: [String], _ change: (inout ImageLimits) -> Void = { _ in }) async throws -> String {
        var limits = ImageLimits()
        change(&limits)
        let (input, output) = ((folder + "in").string, (folder + "out").string)
        try Path(input).write(Data())
        let outcome = try await tool.program.run(
            arguments, from: OpenFile.reading(input),
            to: OpenFile(output, flags: O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600), limits: limits,
            until: .now + .seconds(600))
        let text = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        guard outcome == .done else { throw Failed(outcome: outcome, output: text) }
        return text
    }
}
