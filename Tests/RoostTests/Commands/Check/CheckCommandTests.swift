import Foundation
import PathKit
import Storage
import TestSupport
import Testing

@testable import Roost

/// `roost check`, beside a site that has the database open.
struct CheckCommandTests {
    private func withSite(_ body: (OpenSite) async throws -> Void) async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            try await site.changeAvatar(of: site.signUp("ada"))
            try await body(site)
        }
    }

    /// The lines of a check that begin so.
    private func check(_ site: OpenSite, _ flags: String..., status: Int32 = 1) async throws -> [String] {
        let outcome = try await site.program.run(["check"] + flags)
        #expect(outcome.status == status && outcome.errors.isEmpty, "\(outcome.output)\(outcome.errors)")
        return outcome.lines
    }

    private func isFound(_ grade: String, _ subject: String, _ text: String, in lines: [String]) -> Bool {
        lines.contains { $0.hasPrefix(grade) && $0.contains(subject) && $0.contains(text) }
    }

    @Test func `a site in order has a line for each thing, and status 0`() async throws {
        try await withSite { site in
            let lines = try await check(site, status: 0)
            #expect(lines.allSatisfy { $0.hasPrefix("ok") })
            let subjects = lines.compactMap {
                $0.split(separator: " ", omittingEmptySubsequences: true).dropFirst().first
            }
            #expect(
                subjects == [
                    "settings", "encryption", "programs", "sandbox", "database", "pictures", "secret", "permissions",
                    "disk",
                    "disk",
                ])
        }
    }

    @Test func `a folder without a site is wrong, and nothing is made in it`() async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let outcome = try await RoostProgram(folder: folder).run(["check"])
        #expect(outcome.status == 1, "\(outcome.output)")
        #expect(isFound("wrong", "database", "there is no site here: \(folder.absolute())", in: outcome.lines))
        #expect(isFound("note", "secret", "creates it when it next starts", in: outcome.lines))
        #expect(try folder.children().isEmpty)
    }

    @Test func `a clamd that does not answer is wrong, unless files are accepted without it`() async throws {
        try await withSite { site in
            try await FakeClamd.run(.answer("PONG\0")) { clamd in
                let lines = try await check(site, "--clamd", "\(clamd.address)", status: 0)
                #expect(isFound("ok", "clamd", "answers at \(clamd.address)", in: lines))
            }
            let lines = try await check(site, "--clamd", "127.0.0.1:1")
            #expect(isFound("wrong", "clamd", "nobody can post a file", in: lines))
            let noted = try await check(site, "--clamd", "127.0.0.1:1", "--clamd-required", "no", status: 0)
            #expect(isFound("note", "clamd", "files are accepted unscanned", in: noted))
        }
    }

    #if os(Linux)
    @Test func `a kernel without Landlock is noted`() async throws {
        try await withSite { site in
            let outcome = try await ChildProcess(
                program: try BuiltProgram.path("SandboxProbe"),
                arguments: ["without-landlock", try BuiltProgram.roost, "check"], folder: site.program.folder.string,
                environment: ["ROOST_PUBLIC_URL": "https://roost.example.org/"]
            ).outcome()
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(isFound("note", "sandbox", "no Landlock", in: outcome.lines))
        }
    }
    #endif

    @Test func `every wrong setting has a line`() async throws {
        try await withSite { site in
            let lines = try await check(site, "--port", "70000", "--max-upload", "much")
            #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("wrong  settings  --") })
        }
    }

    @Test func `an address that is not encrypted is wrong, but for this machine`() async throws {
        try await withSite { site in
            let lines = try await check(site, "--public-url", "http://192.0.2.1")
            #expect(isFound("wrong", "encryption", "http://192.0.2.1 is not https", in: lines))
            _ = try await check(site, "--public-url", "http://localhost:8080", status: 0)
        }
    }

    @Test func `files that others can read are wrong, unless a folder keeps others out`() async throws {
        try await withSite { site in
            let database = (site.folder + "roost.sqlite").string
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: site.folder.string)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: database)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: database + ".key")
            let lines = try await check(site)
            #expect(isFound("wrong", "permissions", "roost.sqlite is accessible to every user", in: lines))
            #expect(isFound("wrong", "permissions", "roost.sqlite.key is accessible to others", in: lines))
            #expect(isFound("note", "permissions", "roost.sqlite is accessible to its group", in: lines))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: site.folder.string)
            let closed = try await check(site)
            #expect(!isFound("wrong", "permissions", "roost.sqlite is accessible", in: closed))
        }
    }

    @Test func `missing and damaged pictures are wrong, and nobody's are told of`() async throws {
        try await withSite { site in
            let missing = try await site.changeAvatar(of: site.signUp("bruno"))
            let damaged = try await site.changeAvatar(of: site.signUp("mei"))
            try (site.uploads + "\(missing)-512.webp").delete()
            try (site.uploads + "\(damaged)-48.webp").write("else")
            // One is from an upload that has its row in a moment.
            let orphans = [try site.keepAvatar(), try site.keepAvatar()]
            for file in Upload.avatar(orphans[0]).entries {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -3600)],
                    ofItemAtPath: (site.folder + file.name).string)
            }
            let lines = try await check(site)
            #expect(isFound("wrong", "pictures", "1 missing: \(missing)", in: lines))
            #expect(isFound("wrong", "pictures", "1 damaged: \(damaged)", in: lines))
            #expect(isFound("note", "pictures", "1 picture without an account", in: lines))
        }
    }

    @Test func `a secret that is gone is wrong`() async throws {
        try await withSite { site in
            try (site.folder + "roost.sqlite.key").delete()
            // Nobody needs it yet.
            #expect(try await isFound("note", "secret", "creates it when it next starts", in: check(site, status: 0)))
            try await site.enableTwoFactor()
            #expect(try await isFound("wrong", "secret", "roost.sqlite.key is missing", in: check(site)))
            try await site.disableTwoFactor()
            _ = try await check(site, "--secret", String(repeating: "s", count: 32), status: 0)
        }
    }

    @Test(arguments: ["", "short"])
    func `a secret that is empty or short is wrong`(key: String) async throws {
        try await withSite { site in
            try (site.folder + "roost.sqlite.key").write(key)
            #expect(try await isFound("wrong", "secret", "too short for a secret", in: check(site)))
        }
    }

    @Test func `a file that cannot be read is named, with what the system says`() async throws {
        try await withSite { site in
            try (site.folder + "roost.sqlite.key").delete()
            try (site.folder + "roost.sqlite.key").mkdir()
            let lines = try await check(site)
            #expect(isFound("wrong", "secret", "roost.sqlite.key cannot be used: Is a directory.", in: lines))
            #expect(!lines.contains { $0.contains("Domain") })
        }
    }

    @Test func `a schema that is not Roost's is wrong`() async throws {
        try await withSite { site in
            let connection = try Connection(path: (site.folder + "roost.sqlite").string)
            try connection.execute("CREATE TRIGGER spy AFTER INSERT ON session BEGIN SELECT 1; END")
            let lines = try await check(site)
            #expect(isFound("wrong", "database", "is not as Roost makes it", in: lines))
            #expect(isFound("wrong", "database", "trigger spy is not ours", in: lines))
        }
    }

    @Test func `what is no database is wrong, and a copy from an upgrade is told of`() async throws {
        try await withSite { site in
            try (site.folder + "other.sqlite").write(String(repeating: "no database ", count: 500))
            try (site.folder + "other.sqlite.key").write(String(repeating: "s", count: 32))
            try (site.folder + "other.before-4.sqlite").write("")
            let lines = try await check(site, "--database", "other.sqlite")
            #expect(isFound("wrong", "database", "other.sqlite cannot be read: file is not a database.", in: lines))
            #expect(!lines.contains { $0.contains("SQLite error") || $0.contains("SELECT") })
            #expect(isFound("note", "upgrade", "other.before-4.sqlite", in: lines))
        }
    }

    @Test func `room is wrong when posts would fail soon, and told of when an upgrade's copy does not fit`() {
        #expect(SiteCheck.finding(for: "it", free: 99_999_999, copy: 0).grade == .wrong)
        #expect(SiteCheck.finding(for: "it", free: 100_000_000, copy: 0).grade == .fine)
        #expect(SiteCheck.finding(for: "it", free: 150_000_000, copy: 60_000_000).grade == .note)
    }
}
