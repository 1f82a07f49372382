import Foundation
import Testing

@testable import Media

/// The child process, seen by a program that stands where the one that makes pictures would.
struct ImageToolTests {
    /// What the probe says of itself.
    private func report(_ change: (inout ImageLimits) -> Void = { _ in }) async throws -> [Substring] {
        try await Probe.with { probe in
            try await probe.run(["report"], change).split(separator: "\n")
        }
    }

    private func rejection(_ script: String, _ change: (inout ImageLimits) -> Void = { _ in }) async throws
        -> ImageRejected?
    {
        var rejection: ImageRejected?
        try await Workshop.with(vipsthumbnail: script, change) { workshop in
            rejection = await #expect(throws: ImageRejected.self) { try await workshop.make(Sample.all[0].bytes) }
            let isTidy = try workshop.isTidy
            #expect(isTidy)
        }
        return rejection
    }

    @Test func `it has the environment that we give it and no other`() async throws {
        let variables = try await report().filter { $0.hasPrefix("variable ") }.map {
            $0.dropFirst(9).prefix { $0 != "=" }
        }
        #expect(
            Set(variables) == ["VIPS_BLOCK_UNTRUSTED", "VIPS_CONCURRENCY", "MALLOC_ARENA_MAX", "ORC_CODE", "VIPSHOME"])
    }

    @Test func `it has no descriptors but the file it reads, the one it writes, and nothing`() async throws {
        let descriptors = try await report().filter { $0.hasPrefix("descriptor ") }
        #expect(descriptors == ["descriptor 0", "descriptor 1", "descriptor 2"])
    }

    @Test func `it has no privileges and may gain none, and pages come first`() async throws {
        let lines = try await report()
        #expect(lines.contains("no-new-privileges 1"))
        #expect(lines.contains("capabilities 0 0"))
        #expect(lines.contains("own-session 1"))
        let niceness = lines.first { $0.hasPrefix("niceness ") }.flatMap { Int($0.dropFirst(9)) }
        #expect(niceness ?? 0 >= 5)
    }

    @Test func `the kernel keeps its limits`() async throws {
        let lines = try await report {
            ($0.memory, $0.processorSeconds, $0.fileSize, $0.processes) = (300_000_000, 7, 5_000_000, 1234)
        }
        let expected: Set<Substring> = [
            "memory 300000000 300000000", "processor 7 7", "file-size 5000000 5000000", "processes 1234 1234",
            "core 0 0", "files 64 64",
        ]
        #expect(expected.isSubset(of: lines), "\(lines)")
    }

    @Test func `one that stalls is ended`() async throws {
        #expect(try await rejection("kill -STOP $$") { $0.time = .milliseconds(500) } == .tooCostly)
    }

    @Test func `one that computes forever is ended`() async throws {
        #expect(try await rejection("while :; do :; done") { $0.processorSeconds = 1 } == .tooCostly)
    }

    @Test func `one that writes forever is ended`() async throws {
        #expect(try await rejection("while :; do echo 0123456789; done") { $0.fileSize = 100_000 } == .damaged)
    }

    @Test(arguments: ["exit 1", "kill -SEGV $$", "exit 0", "echo '<svg/>'", "exec cat"])
    func `one that fails, or makes something else, is a refusal`(script: String) async throws {
        #expect(try await rejection(script) == .damaged)
    }

    @Test func `a machine without the program says which package has it`() async throws {
        let error = #expect(throws: ProgramMissing.self) { try ImageTool(searching: "/nonexistent:") }
        #expect(error?.description == "vipsthumbnail is missing: install libvips-tools")
    }

    @Test func `where the sandbox cannot be set up, nothing is started and the picture is not to blame`() async throws {
        try await Probe.with { probe in
            let error = await #expect(throws: Sandbox.Failed.self) {
                try await probe.run(["report"]) { $0.fileSize = -1 }
            }
            #expect(error?.description.hasSuffix("limits") == true)
        }
    }
}
