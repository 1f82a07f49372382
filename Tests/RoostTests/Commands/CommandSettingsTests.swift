import Foundation
import PathKit
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
            #expect(outcome.errors == "Error: There is no database roost.sqlite.\n")
            #expect(try folder.children().isEmpty)
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
