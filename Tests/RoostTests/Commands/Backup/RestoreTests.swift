import Foundation
import Media
import PathKit
import Storage
import TestSupport
import Testing

@testable import Roost

/// What `roost restore` does not take, and that nothing is changed then.
struct RestoreTests {
    private typealias Database = Storage.Database

    /// Makes a backup of a site in a folder that `body` gets, and an empty folder for another.
    private func withBackup(_ body: (OpenSite, Path) async throws -> Void) async throws {
        try await withOpenSite { site in
            try site.makeSecret()
            try await site.changeAvatar(of: site.signUp("ada"))
            _ = try await site.backUp()
            let place = site.folder + "place"
            try place.mkpath()
            try await body(site, place)
        }
    }

    private func refusal(_ backup: Path, in place: Path) async throws -> String {
        let before = try place.tree()
        let outcome = try await RoostProgram(folder: place).run(["restore", backup.string])
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(try place.tree() == before)
        return outcome.errors
    }

    @Test(arguments: [
        "roost.sqlite", "roost.sqlite-wal", "roost.sqlite-shm", "roost.sqlite-journal", "roost.sqlite.key", "uploads",
        "uploads/picture.webp", "uploads/incoming/half",
    ])
    func `what is there already is not replaced`(name: String) async throws {
        try await withBackup { site, place in
            let taken = place + name
            try taken.parent().mkpath()
            try taken.write("precious")
            #expect(try await refusal(site.folder + "backup.tar", in: place).contains("already exists"))
            #expect(try taken.read(.utf8) == "precious")
        }
    }

    @Test func `an empty folder of pictures is no hindrance`() async throws {
        try await withBackup { site, place in
            try (place + "uploads/incoming").mkpath()
            try (place + "uploads/.gitkeep").write("")
            let outcome = try await RoostProgram(folder: place).run(["restore", (site.folder + "backup.tar").string])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try (place + "uploads").children().count == 8)
        }
    }

    @Test func `a backup that is cut short or altered is refused`() async throws {
        try await withBackup { site, place in
            let bytes: Data = try (site.folder + "backup.tar").read()
            let other = site.folder + "other.tar"
            try other.write(bytes.prefix(bytes.count / 2))
            #expect(try await refusal(other, in: place).contains("it ends too early"))
            var changed = bytes
            let name = try #require(changed.range(of: Data("Firefox/128.0 Linux".utf8)))
            changed.replaceSubrange(name, with: Data("Firefox/129.0 Linux".utf8))
            try other.write(changed)
            #expect(try await refusal(other, in: place).contains("roost.sqlite does not match its checksum"))
            try other.write("not a backup, but longer than a block" + String(repeating: ".", count: 600))
            #expect(try await refusal(other, in: place).contains("This is not a file that Roost has made"))
        }
    }

    /// A backup with a database that `change` has made something of, and a key where one is given.
    private func backup(
        in folder: Path, key: String? = nil, _ change: (Path) throws -> Void = { _ in }
    ) throws -> Path {
        let database = folder + "changed.sqlite"
        try Database(path: database.string).close()
        try change(database)
        let file = try IncomingFile(path: (folder + "changed.tar.partial").string)
        let writer = ArchiveWriter(file, time: Date())
        try writer.add(.database, database.read())
        if let key { try writer.add(.secret, Data(key.utf8)) }
        try writer.finish()
        try file.keep(at: (folder + "changed.tar").string)
        return folder + "changed.tar"
    }

    private func withFolders(_ body: (Path, Path) async throws -> Void) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        try (folder + "place").mkpath()
        try await body(folder, folder + "place")
    }

    private func execute(_ sql: String) -> (Path) throws -> Void {
        { path in
            let connection = try Connection(path: path.string, checksForeignKeys: false)
            try connection.execute(sql)
            try connection.close()
        }
    }

    @Test(arguments: [
        ("INSERT INTO grdb_migrations VALUES ('99 later')", "was made by a newer version of Roost"),
        ("DROP TABLE grdb_migrations", "is not the database of a site"),
        ("INSERT INTO origin VALUES (99, zeroblob(32), 0)", "a row of origin belongs to none of user"),
        (
            "INSERT INTO user (username, nickname, passwordHash, avatar, avatarSeed, createdAt) "
                + "VALUES ('ada', '', '', '../../etc/passwd', 0, 0)", "Pictures missing in the backup: 1"
        ),
    ])
    func `a database that is newer, of something else, or does not hang together is refused`(
        sql: String, said: String
    ) async throws {
        try await withFolders { folder, place in
            let backup = try backup(in: folder, execute(sql))
            #expect(try await refusal(backup, in: place).contains(said))
        }
    }

    @Test(arguments: [
        (
            "CREATE TRIGGER crown AFTER INSERT ON session BEGIN UPDATE user SET role = 'administrator'; END",
            "trigger crown is not ours"
        ),
        ("DROP TRIGGER sessionDeleted", "trigger sessionDeleted is missing"),
        ("CREATE TABLE extra (a)", "table extra is not ours"),
        ("CREATE VIEW spare AS SELECT 1", "view spare is not ours"),
        ("DROP INDEX administrator", "index administrator is missing"),
        ("ALTER TABLE user ADD COLUMN spare TEXT", "table user differs"),
        (
            "DROP TRIGGER userDeleted; CREATE TRIGGER userDeleted AFTER DELETE ON user BEGIN SELECT 1; END",
            "trigger userDeleted differs"
        ),
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, "
                + "'CHECK (username = lower(username))', '') WHERE name = 'user'", "table user differs"
        ),
    ])
    func `a database with another schema is refused`(sql: String, said: String) async throws {
        try await withFolders { folder, place in
            let refusal = try await refusal(backup(in: folder, execute(sql)), in: place)
            #expect(refusal.contains("has been altered") && refusal.contains(said), "\(refusal)")
        }
    }

    @Test(arguments: ["", "short", String(repeating: "s", count: 31)])
    func `a key that is empty or short is refused`(key: String) async throws {
        try await withFolders { folder, place in
            let refusal = try await refusal(backup(in: folder, key: key), in: place)
            #expect(refusal.contains("The secret in the backup is empty or too short"), "\(refusal)")
        }
    }

    @Test func `statistics for SQLite's planner are no other schema`() async throws {
        try await withFolders { folder, place in
            let backup = try backup(
                in: folder, key: String(repeating: "s", count: 32),
                execute("INSERT INTO accountChange (userId) VALUES (1); ANALYZE"))
            let outcome = try await RoostProgram(folder: place).run(["restore", backup.string])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    @Test func `a database whose pages are broken is refused`() async throws {
        try await withFolders { folder, place in
            let backup = try backup(in: folder) { path in
                var bytes: Data = try path.read()
                bytes.replaceSubrange(4096..<3 * 4096, with: Data(repeating: 5, count: 2 * 4096))
                try path.write(bytes)
            }
            #expect(try await refusal(backup, in: place).contains("The database in the backup is damaged"))
        }
    }

    @Test func `one of an earlier version is restored, for the start to upgrade`() async throws {
        try await withFolders { folder, place in
            let backup = try backup(
                in: folder, execute("DELETE FROM grdb_migrations WHERE identifier LIKE '4 %'"))
            let outcome = try await RoostProgram(folder: place).run(["restore", backup.string])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try place.children().map(\.lastComponent).sorted() == ["roost.sqlite", "uploads"])
        }
    }

    @Test func `a site with a newer database does not start, and says why in a line`() async throws {
        try await withFolders { _, place in
            try Database(path: (place + "roost.sqlite").string).close()
            try execute("INSERT INTO grdb_migrations VALUES ('99 later')")(place + "roost.sqlite")
            let outcome = try await RoostProgram(folder: place).run(["serve", "--port", "0"])
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(
                outcome.errors == """
                    Error: roost.sqlite was made by a newer version of Roost. Run that version, or restore a backup made \
                    by this one.

                    """)
        }
    }
}
