import Accounts
import Conversation
import Foundation
import Media
import PathKit
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Roost

/// How many have been answered.
private final class Counter: Sendable {
    private let count: Mutex<Int>

    init(_ count: Int) { self.count = Mutex(count) }

    var value: Int { count.withLock { $0 } }

    func set(_ count: Int) { self.count.withLock { $0 = count } }
}

/// `roost backup` and `roost restore`, beside a site that has the database open.
struct BackupCommandTests {
    /// Everyone's name and picture in a database.
    private func people(in folder: Path) async throws -> [String: String?] {
        let database = try Database(path: (folder + "roost.sqlite").string)
        defer { try? database.close() }
        return try await database.read { db in
            let rows = try db.rows("SELECT username, avatar FROM user") { ($0[0] as String, $0[1] as String?) }
            return Dictionary(uniqueKeysWithValues: rows)
        }
    }

    @Test func `what was said comes back, with its rooms, and can be found`() async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            let ada = try await site.signUp("ada").user.id
            let room = try await site.makeRoom("Garden", .closed, by: ada)
            for text in ["First rhubarb", "Second"] { try await site.post(text, in: room, by: ada) }
            _ = try await site.backUp()
            try await site.post("Too late", in: room, by: ada)
            let (_, folder) = try await site.restore()
            let database = try Database(path: (folder + "roost.sqlite").string)
            defer { try? database.close() }
            let conversation = Conversation(database: database)
            let page = try await conversation.messages.pageBesideRooms(.newest, in: room, by: ada).page
            #expect(page.messages.map(\.text) == ["First rhubarb", "Second"] && page.access.room.name == "Garden")
            let hits = try await conversation.search.page(SearchQuery("rhubarb"), by: ada).hits
            #expect(hits.map(\.number) == [1])
            #expect(try await RoostProgram(folder: folder).run(["check"]).output.contains("intact and up to date"))
        }
    }

    @Test func `what was backed up comes back, for its owner alone`() async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            let picture = try await site.changeAvatar(of: site.signUp("ada"))
            try await site.signUp("bruno")
            let outcome = try await site.backUp()
            #expect(outcome.output.hasPrefix("backup.tar contains the database, the secret, 1 picture: "))
            #expect(outcome.errors.contains("Writing the database: 100 %\n"))
            #expect(try (site.folder + "backup.tar").permissions() == 0o600)
            // The database, with the log that the site writes, and not a file more than before.
            #expect(
                try site.folder.children().map(\.lastComponent).sorted() == [
                    "backup.tar", "roost.sqlite", "roost.sqlite-shm", "roost.sqlite-wal", "roost.sqlite.key", "uploads",
                ])
            let (restored, folder) = try await site.restore()
            #expect(restored.status == 0, "\(restored.errors)")
            #expect(restored.output.hasPrefix("Restored roost.sqlite and 1 picture."))
            let files = Upload.avatar(picture).entries.map(\.name)
            #expect(
                try folder.tree()
                    == (["roost.sqlite", "roost.sqlite.key", "uploads", "uploads/incoming"] + files).sorted())
            for name in files + ["roost.sqlite.key"] {
                #expect(try (folder + name).read() as Data == (site.folder + name).read())
                #expect(try (folder + name).permissions() == 0o600)
            }
            #expect(try (folder + "roost.sqlite").permissions() == 0o600)
            #expect(try (folder + "uploads").permissions() == 0o700)
            #expect(try await people(in: folder) == ["ada": picture, "bruno": nil])
        }
    }

    @Test func `a backup made under writes has everything that was answered before it began`() async throws {
        try await withOpenSite { site in
            var first: [IssuedSession] = []
            for number in 1...20 { first.append(try await site.signUp("person\(number)")) }
            for issued in first { try await site.changeAvatar(of: issued) }
            let started = first
            let counted = Counter(20)
            let (accounts, uploads) = (site.accounts, site.uploads.string)
            let writer = Task {
                var number = 20
                while !Task.isCancelled {
                    number += 1
                    _ = try await accounts.authentication.signUp(
                        username: "person\(number)", nickname: "", password: OpenSite.password, on: OpenSite.device)
                    counted.set(number)
                    for issued in started { try await OpenSite.changeAvatar(of: issued, in: accounts, uploads) }
                }
            }
            for round in 1...3 {
                let answered = counted.value
                _ = try await site.backUp(to: "\(round).tar")
                let (outcome, folder) = try await site.restore("\(round).tar", to: "\(round)")
                #expect(outcome.status == 0, "\(outcome.errors)")
                let restored = try await people(in: folder)
                #expect((1...answered).allSatisfy { restored["person\($0)"] != nil })
                // Whoever had a picture has one; restoring has compared it with its name.
                #expect(started.allSatisfy { restored[$0.user.username.text] ?? nil != nil })
            }
            writer.cancel()
            _ = await writer.result
        }
    }

    @Test func `a file that is there is not replaced`() async throws {
        try await withOpenSite { site in
            try (site.folder + "backup.tar").write("precious")
            let outcome = try await site.program.run(["backup", "backup.tar"])
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors == "Error: backup.tar already exists. A backup is always a new file.\n")
            #expect(try (site.folder + "backup.tar").read(.utf8) == "precious")
        }
    }

    @Test func `nothing but mistakes is said when asked to be quiet`() async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            let outcome = try await site.backUp(to: "backup.tar", "--quiet")
            #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
            #expect(try await site.program.run(["backup", "backup.tar", "--quiet"]).status == 1)
        }
    }

    @Test(arguments: ["backup.tar.partial", "restored/roost.sqlite.restoring"])
    func `what was left by one that was killed is named, and stays`(name: String) async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            try (site.folder + name).parent().mkpath()
            if name.hasPrefix("restored") { _ = try await site.backUp() }
            try (site.folder + name).write("half")
            let outcome =
                name.hasPrefix("restored")
                ? try await site.restore().outcome : try await site.program.run(["backup", "backup.tar"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("exists. Another run is in progress, or one was killed"))
            #expect(try (site.folder + name).read(.utf8) == "half")
        }
    }

    @Test func `one that is interrupted leaves nothing`() async throws {
        try await withOpenSite { site in
            try await site.changeAvatar(of: site.signUp("ada"))
            let before = try site.folder.tree()
            let environment = [
                "ROOST_DATABASE": (site.folder + "roost.sqlite").string, "ROOST_UPLOADS": site.uploads.string,
            ]
            let settings = try Settings(flags: [:], environment: environment)
            let signal = Interruptible.Signal()
            signal.set()
            #expect(throws: Interruptible.Interrupted.self) {
                try SiteBackup.make(
                    of: settings, at: (site.folder + "backup.tar").string, progress: ProgressReport(signal))
            }
            #expect(try site.folder.tree() == before)
        }
    }

    @Test func `without a database there is no backup, nor a file`() async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let outcome = try await RoostProgram(folder: folder).run(["backup", "backup.tar"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("Error: There is no database \(folder.absolute())/roost.sqlite. "))
        #expect(try folder.children().isEmpty)
    }

    @Test func `a wrong folder of pictures is said, and no backup without them is made`() async throws {
        try await withOpenSite { site in
            try await site.changeAvatar(of: site.signUp("ada"))
            let outcome = try await site.program.run(["backup", "backup.tar", "--uploads", "elsewhere"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("The folder of pictures, elsewhere, does not exist"))
            #expect(try site.folder.children().allSatisfy { !$0.lastComponent.hasPrefix("backup") })
        }
    }

    @Test func `a secret that is set is not in the backup, which is said`() async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            try await site.signUp("ada")
            let settings = site.folder + "roost.conf"
            try settings.write("ROOST_SECRET=\(String(repeating: "s", count: 32))\n")
            let outcome = try await site.backUp()
            try settings.delete()
            #expect(outcome.errors.hasSuffix("because it comes from the settings. Keep it separately.\n"))
            let (restored, folder) = try await site.restore()
            #expect(restored.errors.contains("The backup contains no secret. Set ROOST_SECRET"))
            #expect(!(folder + "roost.sqlite.key").exists)
        }
    }

    @Test func `missing and damaged pictures are named, and restored only without them`() async throws {
        try await withOpenSite { site in
            let (ada, bruno, mei) = try await (site.signUp("ada"), site.signUp("bruno"), site.signUp("mei"))
            let missing = try await site.changeAvatar(of: ada)
            let damaged = try await site.changeAvatar(of: bruno)
            let whole = try await site.changeAvatar(of: mei)
            try (site.uploads + "\(missing)-48.webp").delete()
            try (site.uploads + "\(damaged)-96.webp").write("something else")
            let errors = try await site.backUp(status: 2).errors
            _ = try await site.backUp(to: "known.tar", "--allow-missing", status: 0)
            #expect(errors.contains("Missing, so not in the backup: picture \(missing)\n"))
            #expect(errors.contains("Damaged, so not in the backup: picture \(damaged)\n"))
            let (refused, folder) = try await site.restore()
            #expect(refused.status == 1 && refused.errors.contains("Pictures missing in the backup: 2\n"))
            #expect(try folder.children().isEmpty)
            let (restored, _) = try await site.restore("backup.tar", to: "restored", "--without-missing-pictures")
            #expect(restored.status == 0 && restored.errors.contains("2 people have the generated picture now.\n"))
            #expect(try await people(in: folder) == ["ada": nil, "bruno": nil, "mei": whole])
        }
    }

    @Test func `of a damaged database no backup is made, as it could not be restored`() async throws {
        try await withOpenSite { site in
            let ada = try await site.signUp("ada").user.id
            let room = try await site.makeRoom("Garden", .closed, by: ada)
            for number in 0..<300 { try await site.post("Rhubarb \(number)", in: room, by: ada) }
            try await site.database.writeBack()
            // Of an index that a copy does not read.
            let page = try await site.database.read { db in
                try db.row("SELECT rootpage FROM sqlite_master WHERE name = 'messageByAuthor'") { $0[0] as Int64 }
            }
            let file = try FileHandle(forUpdating: URL(filePath: (site.folder + "roost.sqlite").string))
            try file.seek(toOffset: UInt64(try #require(page) - 1) * 4096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
            try file.close()
            let outcome = try await site.program.run(["backup", "backup.tar"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("is damaged, so no backup was made"), "\(outcome.errors)")
            #expect(try site.folder.children().allSatisfy { !$0.lastComponent.hasPrefix("backup.tar") })
        }
    }

    @Test func `a backup without the secret that keys are sealed with says so, and is not complete`() async throws {
        try await withOpenSite { site in
            try await site.signUp("ada")
            let before = try await site.program.run(["backup", "before.tar"])
            #expect(before.status == 0 && before.errors.contains("The site has no secret yet."))
            try await site.enableTwoFactor()
            let missing = try await site.program.run(["backup", "missing.tar", "--quiet"])
            #expect(missing.status == 2 && missing.errors.hasPrefix("The secret is missing"), "\(missing.errors)")
            try site.makeSecret()
            let wrong = try await site.program.run(["backup", "wrong.tar", "--quiet"])
            #expect(wrong.status == 2 && wrong.errors.hasPrefix("The secret is not the one"), "\(wrong.errors)")
        }
    }
}
