#if os(Linux)
import Foundation
import PathKit
import TestSupport
import Testing

@testable import Roost

/// What a running site says of, and does about, other processes of its user.
struct ProtectionTests {
    private func withSite(through program: [String], as user: uid_t, _ body: (Daemon) async throws -> Void) async throws
    {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        if user != getuid() { chown(folder.string, user, user) }
        let arguments = program.dropFirst() + [try BuiltProgram.roost, "serve", "--port", "0"]
        let daemon = try await Daemon(
            ChildProcess(
                program: program[0], arguments: Array(arguments), folder: folder.string,
                environment: ["PATH": "/usr/bin:/bin"]),
            log: folder + "roost.log")
        let result = await ServedSite.outcome {
            _ = try await daemon.hear(/port=([0-9]+) .*listening/)
            try await body(daemon)
        }
        await daemon.stop()
        try result.get()
    }

    @Test func `a kernel without Landlock is told of at the start`() async throws {
        let program = [try BuiltProgram.path("SandboxProbe"), "without-landlock"]
        try await withSite(through: program, as: getuid()) { #expect($0.said.contains("the kernel has no Landlock")) }
        try await withSite(through: ["/usr/bin/env"], as: getuid()) { #expect(!$0.said.contains("no Landlock")) }
    }

    /// The kernel gives what it tells of such a process to root.
    @Test(.enabled(if: getuid() != 0 || isReachable, "another user cannot start the built program"))
    func `another process of the same user cannot read its memory`() async throws {
        let user: uid_t = getuid() == 0 ? Self.nobody : getuid()
        let program = getuid() == 0 ? Self.asNobody : ["/usr/bin/env"]
        try await withSite(through: program, as: user) { site in
            var status = stat()
            #expect(stat("/proc/\(site.pid)/mem", &status) == 0 && status.st_uid == 0)
        }
    }

    private static let nobody: uid_t = 65534
    private static let asNobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

    /// Whether everyone may pass through the folders on the way.
    private static var isReachable: Bool {
        guard let path = try? BuiltProgram.roost else { return false }
        return FileAccess.isOpen(path, to: .others)
    }
}
#endif
