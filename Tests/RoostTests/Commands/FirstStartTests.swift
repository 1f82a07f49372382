import Foundation
import PathKit
import Storage
import TestSupport
import Testing

@testable import Accounts
@testable import Roost

/// What a site says and does at its start: who becomes its administrator, and whether its secret is the right one.
struct FirstStartTests {
    private func withFolder(_ body: (Path) async throws -> Void) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        try await body(folder)
    }

    private func serve(in folder: Path, _ flags: [String] = []) async throws -> ChildProcess.Outcome {
        try await ChildProcess(
            program: try BuiltProgram.roost, arguments: ["serve", "--port", "0"] + flags, folder: folder.string,
            environment: ["PATH": "/usr/bin:/bin"]
        ).outcome()
    }

    @Test func `a site with a public address gives its administrator a link`() async throws {
        try await ServedSite.run(["--public-url", "http://roost.test:1"]) { site in
            let path = try await site.daemon.hear(/http:\/\/roost\.test:1(\/join\/[A-Za-z0-9_-]{43})\n/)
            let fields: KeyValuePairs = ["username": "ada", "password": ServedSite.password]
            let refused = try await site.curl.post("\(site.address)/signup", fields)
            #expect(refused.status == 403)
            #expect(try await site.curl.post(site.address + path, fields).status == 303)
            #expect(try await site.curl.get("\(site.address)/people").status == 200)
        }
    }

    @Test func `at localhost whoever signs up first is the administrator, and it says so`() async throws {
        try await ServedSite.run { site in
            let page = try await site.daemon.hear(/first becomes the administrator: (http:[^ \n]*)\n/)
            #expect(page.hasSuffix("/signup"))
            // And where it has put what it made.
            let database = try await site.daemon.hear(/database=([^ ]+) .*made a new site/)
            #expect(database == "\(site.folder.absolute())/roost.sqlite")
        }
    }

    @Test func `create makes the database, and the administrator in it`() async throws {
        try await withFolder { folder in
            let lines = try await RoostProgram(folder: folder).run(["user", "create", "boss"]).lines
            #expect(lines.first?.hasSuffix("/roost.sqlite.") == true)
            #expect(lines.contains("Created the account boss, an administrator."))
            #expect((folder + "roost.sqlite").exists)
        }
    }

    /// A site with somebody who signs in with two factors.
    private func fill(_ folder: Path, secret: Secret) async throws {
        let database = try Database.new(at: (folder + "roost.sqlite").string)
        try await database.write { db in
            try db.run(
                """
                INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt, role)
                VALUES ('ada', 'Ada', '', 1, 1, 'administrator')
                """)
            let key = try TwoFactorKey(random: systemRandom).sealed(for: 1, with: secret, random: systemRandom)
            try db.run(
                "INSERT INTO twoFactor (userId, sealedKey, beganAt, confirmedAt) VALUES (1, ?, 1, 1)", [key])
        }
        try database.close()
    }

    @Test func `without the secret that keys are encrypted with it does not start, and makes no other`() async throws {
        try await withFolder { folder in
            let secret = try #require(Secret(systemRandom(Secret.minimumLength)))
            try await fill(folder, secret: secret)
            let outcome = try await serve(in: folder)
            #expect(outcome.status == 1)
            #expect(outcome.errors.hasPrefix("Error: roost.sqlite.key is missing. The keys of two-factor sign-in in"))
            #expect(outcome.errors.contains("roost user remove-two-factor"))
            #expect(!(folder + "roost.sqlite.key").exists)
            try (folder + "roost.sqlite.key").write(String(repeating: "x", count: 44))
            let changed = try await serve(in: folder)
            #expect(changed.errors.hasPrefix("Error: The secret in roost.sqlite.key has changed."))
            let check = try await RoostProgram(folder: folder).run(["check"])
            #expect(check.lines.contains { $0.hasPrefix("wrong") && $0.contains("two-factor keys are encrypted") })
            // As it says: without two factors it starts.
            _ = try await RoostProgram(folder: folder).run(["user", "remove-two-factor", "ada"])
            let settings = try Settings(flags: [.database: (folder + "roost.sqlite").string], environment: [:])
            #expect(try SecretCheck.outcome(settings) == .nothingEncrypted)
        }
    }

    @Test func `a faulty template is found before an older database is changed`() async throws {
        try await withFolder { folder in
            let path = (folder + "roost.sqlite").string
            let database = try Database.new(at: path)
            try await database.write { try $0.run("DELETE FROM grdb_migrations WHERE identifier LIKE '10 %'") }
            try database.close()
            for name in ["Templates", "Static"] { try Path(Repository.root + "/" + name).copy(folder + name) }
            try (folder + "Templates" + "welcome.html").write("{% if %}")
            let outcome = try await serve(in: folder, ["--assets", "."])
            #expect(outcome.status == 1 && outcome.errors.contains("welcome.html:1"), "\(outcome.errors)")
            #expect(try DatabaseFile(reading: path).schema() == .older)
        }
    }

    @Test func `https without a trusted proxy is warned of`() async throws {
        try await ServedSite.run(["--public-url", "https://roost.test"]) { site in
            let level = try await site.daemon.hear(/(warning) .*no proxy is trusted/)
            #expect(level == "warning")
        }
    }

    @Test func `a site that others can reach is not the first one's who comes along`() async throws {
        for (host, first) in [
            ("127.0.0.1", .anyone), ("::1", .anyone), ("0.0.0.0", .thisMachine), ("192.0.2.7", .thisMachine),
        ]
            as [(String, SignUpRules.FirstAccount)]
        {
            let settings = try Settings(flags: [.host: host], environment: [:])
            #expect(settings.signUpRules.first == first && settings.isUnencrypted == (first != .anyone), "\(host)")
        }
        try await ServedSite.run(["--host", "0.0.0.0", "--trusted-proxies", "127.0.0.1"]) { site in
            _ = try await site.daemon.hear(/From elsewhere[^\n]*\nhttp:\/\/[^\/]*(\/join\/[A-Za-z0-9_-]{43})\n/)
            let fields: KeyValuePairs = ["username": "ada", "password": ServedSite.password]
            let elsewhere = ["--header", "X-Forwarded-For: 192.0.2.9"]
            #expect(try await site.curl.post("\(site.address)/signup", fields, elsewhere).status == 403)
            #expect(try await site.curl.post("\(site.address)/signup", fields).status == 303)
        }
    }

    @Test func `where uploads and database do not belong together it says so`() async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let picture = "0123.webp"
        try (folder + "uploads").mkpath()
        try (folder + "uploads" + picture).write("a picture")
        let site = try await ServedSite.start(in: folder, ["--port", "0"])
        let said = await ServedSite.outcome {
            _ = try await site.hear(/(listening)/)
            return try await site.hear(/(the site is new, and its folder has uploads of another)/)
        }
        await site.stop()
        _ = try said.get()
        #expect((folder + "uploads" + picture).exists)
    }

    @Test func `no link is made where nobody can make an account`() async throws {
        try await withFolder { folder in
            _ = try await RoostProgram(folder: folder).run(["user", "create", "ada"])
            let closed = try await ChildProcess(
                program: try BuiltProgram.roost, arguments: ["user", "invite"], folder: folder.string,
                environment: ["ROOST_SIGN_UP": "closed"]
            ).outcome()
            #expect(closed.status == 1 && closed.errors.contains("ROOST_SIGN_UP is closed"), "\(closed.errors)")
        }
    }

    @Test func `no database is made for a name that nobody can have`() async throws {
        try await withFolder { folder in
            let outcome = try await RoostProgram(folder: folder).run(["user", "create", "x"])
            #expect(outcome.status == 1 && outcome.errors.contains("at least 3 characters"), "\(outcome.errors)")
            #expect(try folder.children().isEmpty)
        }
    }

    @Test func `the database of another program is left as it is`() async throws {
        try await withFolder { folder in
            let path = (folder + "roost.sqlite").string
            let made = try await ChildProcess(
                program: "/usr/bin/python3",
                arguments: ["-c", "import sqlite3; sqlite3.connect('\(path)').execute('create table t(a)')"],
                folder: folder.string, environment: [:]
            ).outcome()
            try #require(made.status == 0)
            let before: Data = try Path(path).read()
            let outcome = try await serve(in: folder)
            #expect(
                outcome.status == 1 && outcome.errors.contains("is not the database of a site"), "\(outcome.errors)")
            #expect(try Path(path).read() == before)
        }
    }

    @Test func `a place where no database can be made is named`() async throws {
        try await withFolder { folder in
            let occupied = try await serve(in: folder, ["--database", "."])
            #expect(occupied.errors.contains("is a folder, and not a database"), "\(occupied.errors)")
            let missing = try await serve(in: folder, ["--database", "none/roost.sqlite"])
            #expect(missing.status == 1)
            #expect(missing.errors.contains("/none cannot be written. There is no such folder."), "\(missing.errors)")
            #expect(FileAccess.owner(of: "/") == "root")
        }
    }
}

extension FirstStartTests {
    @Test func `an address that is not this machine's is mended by another host`() async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let outcome = try await ChildProcess(
            program: try BuiltProgram.roost, arguments: ["serve", "--host", "203.0.113.9"], folder: folder.string,
            environment: ["PATH": "/usr/bin:/bin"]
        ).outcome()
        #expect(outcome.status == 1 && outcome.errors.contains("Choose another with --host."), "\(outcome.errors)")
    }
}
