import Foundation
import PathKit
import Subprocess
import SystemPackage
import Testing

@testable import Media

/// What a broken decoder could do, tried inside the sandbox by a program that means it.
struct SandboxTests {
    /// What is refused by Landlock alone.
    private static let reading: Set<String> = [
        "read_key", "list_folder", "read_accounts", "read_own_process", "read_memory",
    ]
    /// What any user may do who is not in a sandbox: tried outside to see that the probe can.
    private static let ordinary = [
        "read_key", "write_key", "open_key_up", "cut_key", "list_folder", "make_file", "read_accounts",
        "read_own_process", "hold_process", "send_signal", "signal_thread", "queue_signal", "limit_process",
        "move_process", "signal_by_pipe", "connect_ipv4", "connect_unix", "connect_kernel", "socket_pair",
        "share_memory", "new_process", "new_process_by_clone3", "memory_file", "remove_key",
    ]

    /// How each attempt ended.
    private func outcomes(_ output: String) -> [String: String] {
        let pairs = output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
    }

    /// The arguments to try things on this process and on a key in the folder of the probe.
    private func attempts(_ names: [String], in probe: Probe) throws -> [String] {
        let key = probe.folder + "roost.key"
        try key.write(Data("secret".utf8))
        chmod(key.string, 0o600)
        return ["attempt", "\(getpid())", key.string, probe.folder.string] + names
    }

    @Test(.enabled(if: Sandbox.restrictsReading, "the kernel has no Landlock"))
    func `it reads, writes, reaches and starts nothing`() async throws {
        try await Probe.with { probe in
            let found = outcomes(try await probe.run(attempts(["all"], in: probe)))
            #expect(found.count == 46)
            // EFAULT is where the path of the program was: nothing is there to be started.
            let refusals: Set = ["EACCES", "EPERM", "ENOSYS", "EFAULT"]
            let done = found.filter { !refusals.contains($0.value) }
            #expect(done.isEmpty)
            #expect(found["start_unmapped"] == "EFAULT")
            let unmapped = found.values.count { $0 == "EFAULT" }
            #expect(unmapped == 1)
            let key = probe.folder + "roost.key"
            #expect(try key.read() == "secret")
            #expect(try key.permissions() == 0o600)
            #expect(!(probe.folder + "made").exists)
        }
    }

    @Test func `without Landlock it reads, and all else is still refused`() async throws {
        try await Probe.with(hasLandlock: false) { probe in
            let done = outcomes(try await probe.run(attempts(["all"], in: probe))).filter { $0.value == "done" }
            #expect(done.keys.contains("read_key"))
            #expect(Self.reading.isSuperset(of: done.keys), "\(done)")
        }
    }

    @Test func `outside, the same program does what it attempts`() async throws {
        try await Probe.with { probe in
            let arguments = Arguments(try attempts(Self.ordinary, in: probe))
            let result = try await Subprocess.run(
                .path(FilePath(probe.program)), arguments: arguments, output: .string(limit: 10_000), error: .discarded)
            let refused = outcomes(result.standardOutput).filter { $0.value != "done" }
            #expect(refused.isEmpty)
        }
    }

    @Test func `it may end itself, and calls by the numbers of another architecture end it`() async throws {
        try await Probe.with { probe in
            for argument in ["abort", "call-x32"] {
                let error = await #expect(throws: Probe.Failed.self) { try await probe.run([argument]) }
                #expect(error?.outcome == .failed)
            }
        }
    }
}
