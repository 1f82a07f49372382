import Foundation
import PathKit
import Storage
import TestSupport
import Testing

@testable import Roost

/// Which site a command works on, and what it leaves alone.
struct CommandSettingsTests {
    private func withFolder(_ body: (Path, RoostProgram) async throws -> Void) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        try await body(folder, RoostProgram(folder: folder))
    }

    @Test func `where there is no database none is made`() async throws {
        try await withFolder { folder, program in
            let outcome = try await program.run(["user", "list"])
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            let path = (folder.absolute() + "roost.sqlite").string
            #expect(
                outcome.errors
                    == "Error: There is no database \(path). Say where the site is with --config or --database.\n")
            #expect(try folder.children().isEmpty)
        }
    }

    @Test func `an answer that nobody gets is a failure, and none ends in a crash`() async throws {
        try await withOpenSite { site in
            let (roost, database) = (try BuiltProgram.roost, (site.folder + "roost.sqlite").string)
            for (target, status) in [(">/dev/full", 1), ("2>/dev/full", 0), (">&-", 0), (">&- 2>&- <&-", 0)]
                as [(String, Int32)]
            {
                let outcome = try await ChildProcess(
                    program: "/bin/sh", arguments: ["-c", "'\(roost)' user list --database '\(database)' \(target)"],
                    folder: site.folder.string, environment: [:]
                ).outcome()
                #expect(outcome.status == status, "\(target): \(outcome.errors)")
                #expect(
                    outcome.errors.isEmpty || outcome.errors.hasPrefix("Error: Standard output cannot be written: "))
            }
            #expect(try DatabaseFile(reading: database).damage() == [])
        }
    }

    @Test func `a wrong setting is said as when the site starts`() async throws {
        try await withFolder { _, program in
            let outcome = try await program.run(["user", "list", "--public-url", "roost"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.hasPrefix("Error: --public-url: \"roost\" is not an address"))
        }
    }

    @Test func `flags say which database, and where people reach the site`() async throws {
        try await withOpenSite { site in
            try await withFolder { folder, program in
                let database = (site.folder + "roost.sqlite").string
                let flags = ["--database", database, "--public-url", "http://192.0.2.7:8080"]
                let outcome = try await program.run(["user", "create", "ada"] + flags)
                #expect(outcome.lines.count == 3)
                #expect(outcome.output.contains("\nhttp://192.0.2.7:8080/reset/"))
                #expect(try folder.children().isEmpty)
            }
        }
    }

    @Test(arguments: [["user", "list"], ["room", "create"], ["archive", "write"], ["backup"], ["restore"]])
    func `the help of a command says which flags find the site`(command: [String]) async throws {
        try await withFolder { _, program in
            let help = try await program.run(command + ["--help"]).output
            for flag in ["--config", "--database", "--uploads", "--public-url"] { #expect(help.contains(flag + " <")) }
        }
    }

    @Test func `no key is made, and the site's database is left for the site to write`() async throws {
        try await withOpenSite { site in
            let before: Data = try (site.folder + "roost.sqlite").read()
            _ = try await site.lines("create", "ada")
            #expect(try (site.folder + "roost.sqlite").read() == before)
            #expect(!(site.folder + "roost.sqlite.key").exists)
        }
    }
}
