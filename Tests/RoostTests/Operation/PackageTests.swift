import Foundation
import PathKit
import TestSupport
import Testing

@testable import Roost

/// The Debian package, made by `scripts/deb` and installed by dpkg into a folder.
@Suite(.enabled(if: ChildProcess.find("dpkg-deb") != nil, "dpkg is not installed"))
struct PackageTests {
    private func withFolder(_ body: (Path) async throws -> Void) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        try await body(folder)
    }

    private func run(_ program: String, _ arguments: [String], in folder: Path) async throws -> ChildProcess.Outcome {
        let path = ChildProcess.find(program) ?? program
        let outcome = try await ChildProcess(
            program: path, arguments: arguments, folder: folder.string,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "TMPDIR": folder.string]
        ).outcome()
        try #require(outcome.status == 0, "\(program): \(outcome.errors)\(outcome.output)")
        return outcome
    }

    /// Uncompressed, as the tests' program is large.
    private func make(in folder: Path) async throws -> Path {
        let script = Repository.root + "/scripts/deb"
        _ = try await run(script, [try BuiltProgram.roost, folder.string, "none"], in: folder)
        return try #require(try folder.children().first { $0.extension == "deb" })
    }

    @Test func `it has program, units, settings, manual and completions, and installs`() async throws {
        try await withFolder { folder in
            let package = try await make(in: folder)
            #expect(package.lastComponent.hasPrefix("roost_\(Roost.version)_"))
            let root = folder + "root"
            for place in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "etc"] { try (root + place).mkpath() }
            try (root + "var/lib/dpkg/status").write("")
            let flags = [
                "--root=\(root)", "--force-not-root", "--force-script-chrootless", "--force-depends", "--no-triggers",
                "--log=\(folder)/log",
            ]
            let outcome = try await run("dpkg", flags + ["--install", package.string], in: folder)
            #expect(outcome.output.contains("systemctl enable --now roost.socket roost roost-backup.timer"))
            for file in [
                "usr/bin/roost", "usr/lib/systemd/system/roost.service", "usr/lib/systemd/system/roost.socket",
                "usr/lib/systemd/system/roost-backup.timer", "usr/share/man/man1/roost.1.gz",
                "usr/share/bash-completion/completions/roost", "usr/share/doc/roost/NOTICE",
            ] { #expect((root + file).isFile, "\(file)") }
            // The user, and a folder for it alone.
            #expect(try (root + "etc/passwd").read(.utf8).contains("roost:x:"))
            #expect(FileAccess.permissions((root + "var/lib/roost").string) == 0o700)
            // The settings are valid, and say where everything is.
            let conf = root + "etc/roost/roost.conf"
            #expect(FileAccess.permissions(conf.string) == 0o640)
            let file = try #require(try SettingsFile.find(conf.string))
            let settings = try Settings(flags: [:], environment: [:], file: file)
            #expect(settings.database == "/var/lib/roost/roost.sqlite" && settings.uploads == "/var/lib/roost/uploads")
            #expect(settings.trustedProxies.count == 1 && settings.logFormat == .json)
            // Removing it leaves what the operator has written.
            try conf.write(try conf.read(.utf8) + "ROOST_NAME=Ours\n")
            _ = try await run("dpkg", flags + ["--remove", "roost"], in: folder)
            #expect(!(root + "usr/bin/roost").exists && conf.exists && (root + "var/lib/roost").exists)
        }
    }

    @Test func `the units name the program where the package puts it`() throws {
        let script = try Path(Repository.root + "/scripts/deb").read(.utf8)
        for unit in ["roost.service", "roost-backup.service"] {
            let text = try Path(Repository.root + "/deploy/\(unit)").read(.utf8)
            #expect(text.contains("/usr/local/bin/roost") && !text.contains("/etc/roost.conf"))
            #expect(script.contains(unit))
        }
    }

    @Test func `the manual names every command`() throws {
        let manual = try Path(Repository.root + "/docs/roost.1").read(.utf8)
        for command in Roost.configuration.subcommands {
            let name = command._commandName
            #expect(manual.contains(".B \(name)\n"), "\(name)")
        }
    }
}
