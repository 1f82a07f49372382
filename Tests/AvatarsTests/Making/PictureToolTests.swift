import Foundation
import PathKit
import Testing

@testable import Avatars

/// The child process, seen by a script that stands where the program would.
struct PictureToolTests {
    /// What the script says of itself.
    private func report(_ script: String, _ change: (inout PictureLimits) -> Void = { _ in }) async throws -> String {
        var text = ""
        try await Workshop.with(vipsthumbnail: "\(script) > \"$(dirname \"$0\")/report\"; exit 1", change) { workshop in
            await #expect(throws: ImageRejected.damaged) { try await workshop.make(Sample.all[0].bytes) }
            text = try (workshop.path.parent() + "report").read()
        }
        return text
    }

    private func rejection(_ script: String, _ change: (inout PictureLimits) -> Void = { _ in }) async throws
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
        let names = try await report("env").split(separator: "\n").compactMap { $0.split(separator: "=").first }
        // The shell sets the first three itself.
        let expected = [
            "PWD", "OLDPWD", "_", "VIPS_BLOCK_UNTRUSTED", "VIPS_CONCURRENCY", "MALLOC_ARENA_MAX", "VIPSHOME",
        ]
        #expect(Set(names.map(String.init)).isSubset(of: expected))
        #expect(names.contains("VIPS_BLOCK_UNTRUSTED"))
    }

    @Test func `it has no descriptors but the file it reads and the one it writes`() async throws {
        let inherited = try await report("for f in /proc/$$/fd/*; do readlink $f; done")
            .split(separator: "\n").filter { !$0.hasSuffix("/report") && !$0.hasSuffix("/vipsthumbnail") }
        #expect(inherited.count == 3, "\(inherited)")
        #expect(inherited.count { $0.contains("/incoming/") } == 2)
        #expect(inherited.contains("/dev/null"))
    }

    @Test func `it may gain no privileges, and pages come first`() async throws {
        #expect(try await report("grep NoNewPrivs /proc/$$/status").contains("1"))
        #expect(Int(try await report("nice").trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 >= 5)
    }

    @Test func `the kernel keeps its limits`() async throws {
        let limits = try await report("cat /proc/$$/limits") {
            ($0.memory, $0.processorSeconds, $0.fileSize, $0.processes) = (300_000_000, 7, 5_000_000, 1234)
        }
        func limit(_ name: String) -> [Substring] {
            limits.split(separator: "\n").first { $0.hasPrefix(name) }?.dropFirst(26).split(separator: " ") ?? []
        }
        #expect(limit("Max address space").starts(with: ["300000000", "300000000"]))
        #expect(limit("Max cpu time").starts(with: ["7", "7"]))
        #expect(limit("Max file size").starts(with: ["5000000", "5000000"]))
        #expect(limit("Max processes").starts(with: ["1234", "1234"]))
        #expect(limit("Max core file size").starts(with: ["0", "0"]))
    }

    @Test func `one that stalls is ended`() async throws {
        #expect(try await rejection("exec sleep 600") { $0.time = .milliseconds(500) } == .tooCostly)
    }

    @Test func `one that computes forever is ended`() async throws {
        #expect(try await rejection("while :; do :; done") { $0.processorSeconds = 1 } == .tooCostly)
    }

    @Test func `one that writes forever is ended`() async throws {
        #expect(try await rejection("exec cat /dev/zero") { $0.fileSize = 100_000 } == .damaged)
    }

    @Test(arguments: ["exit 1", "kill -SEGV $$", "exit 0", "echo '<svg/>'", "exec cat"])
    func `one that fails, or makes something else, is a refusal`(script: String) async throws {
        #expect(try await rejection(script) == .damaged)
    }

    @Test func `a machine without the program says which package has it`() async throws {
        let error = #expect(throws: PictureTool.Missing.self) { try PictureTool(searching: "/nonexistent:") }
        #expect(error?.description == "prlimit is missing: install util-linux")
    }
}
