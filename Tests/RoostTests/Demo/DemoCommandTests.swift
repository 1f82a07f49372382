import Accounts
import Conversation
import Foundation
import PathKit
import Storage
import TestSupport
import Testing
import WorkQueue

@testable import Roost

/// `roost demo`, as it fills a site to measure with.
struct DemoCommandTests {
    private func withFolder(_ body: (Path, RoostProgram) async throws -> Void) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        try await body(folder, RoostProgram(folder: folder))
    }

    private func fill(_ program: RoostProgram, _ more: String...) async throws -> RoostProgram.Outcome {
        try await program.run(
            ["demo", "--no-serve", "--database", "demo.sqlite", "--uploads", "pictures"] + more)
    }

    @Test func `it makes people whose cookies open their sessions, and keeps them`() async throws {
        try await withFolder { folder, program in
            let outcome = try await fill(
                program, "--people", "4", "--sessions", "2", "--cookies", "cookies")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let lines = try (folder + "cookies").read(.utf8).split(separator: "\n")
            let mode = try FileManager.default.attributesOfItem(atPath: (folder + "cookies").string)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let database = try Database(path: (folder + "demo.sqlite").string)
            let accounts = Accounts(
                database: database, hasher: PasswordHasher(queue: WorkQueue(label: "test", width: 1, depth: 1)),
                secret: try SecretFile(for: (folder + "demo.sqlite").string).secret())
            var nicknames: [String] = []
            for line in lines {
                let token = try #require(SessionToken(encoded: String(line.dropFirst("session_token=".count))))
                let person = try #require(try await accounts.sessions.authenticate(token))
                nicknames.append(person.user.nickname.text)
                #expect(try await accounts.sessions.active(of: person.user).count == 2)
                #expect(try await accounts.activity.page(of: person.user, limit: 10).entries.count > 8)
            }
            #expect(
                nicknames == [
                    "Robin <3 & \"Co\" 1", "Robin Example 2", "Robin Example 3", "Robin <3 & \"Co\" 4",
                ])
            #expect(try await accounts.administration.person(named: "ada", by: .commandLine).user.avatar != nil)
            #expect(try (folder + "pictures").children().isEmpty == false)
            try database.close()
        }
    }

    @Test func `nothing is left of a demo's folder, nor around it`() async throws {
        var made = ""
        try await TemporaryFolder.with { folder in
            #expect(folder.isDirectory)
            made = folder.absolute().string
        }
        #expect(!Path(made).exists)
        #expect(Path(made).parent() == Path(NSTemporaryDirectory()).absolute())
    }

    @Test func `its people have talked, in rooms and directly, and something is unread`() async throws {
        try await withFolder { folder, program in
            #expect(try await fill(program).status == 0)
            let database = try Database(path: (folder + "demo.sqlite").string)
            let conversation = Conversation(database: database)
            let ada = try #require(try await conversation.people.accounts(named: ["ada"])["ada"])
            for times in [
                try await conversation.mentions.page(of: ada).mentions.map(\.at),
                try await conversation.moderation.audit(by: ada).entries.map(\.at),
            ] { #expect(times.count > 1 && times == times.sorted(by: >)) }
            let list = try await conversation.rooms.list(for: ada)
            #expect(Set(list.map(\.room.kind)) == [.open, .closed, .direct])
            #expect(list.contains { $0.room.lastNumber == 5_000 } && list.contains { $0.room.isArchived })
            let unread = list.map(\.joined.unread)
            #expect(unread.contains { $0 > 0 } && unread.contains(0))
            #expect(try await conversation.mentions.unread(of: ada) > 0)
            #expect(try await conversation.rooms.joinable(by: ada).map(\.name) == ["Bees"])
            #expect(try await conversation.moderation.queue(by: ada).reports.count == 1)
            #expect(try await conversation.people.status(of: ada) != nil)
            let beds = try #require(list.first { $0.room.name == "Vegetable beds" })
            let page = try await conversation.messages.pageBesideRooms(
                .newest, in: beds.room.id, by: ada
            ).page.messages
            #expect(page.contains { $0.editedAt != nil } && page.contains { $0.pinnedAt != nil })
            #expect(page.contains { $0.reply != nil } && page.contains { !$0.reactions.isEmpty })
            #expect(page.map(\.createdAt) == page.map(\.createdAt).sorted())
            let files = try await database.read { db in
                try db.rows("SELECT name, type FROM attachment WHERE number IS NOT NULL ORDER BY name") {
                    [$0[0] as String, $0[1] as String]
                }
            }
            #expect(
                files == [
                    ["calm-bees.wav", "audio/wav"], ["first-pear.webp", "image/webp"],
                    ["how-long-seeds-keep.csv", "text/plain"], ["last-night.webp", "image/webp"],
                ])
            let names = try (folder + "pictures").children().map(\.lastComponent)
            #expect(names.count { $0.hasSuffix("-thumbnail") } == 2)
            try database.close()
        }
    }

    @Test func `it touches neither a database nor a file that is there already`() async throws {
        try await withFolder { folder, program in
            for name in ["demo.sqlite", "cookies"] {
                try (folder + name).write("precious")
                let outcome = try await fill(program, "--people", "1", "--cookies", "cookies")
                #expect(outcome.status != 0)
                #expect(outcome.errors.contains(name))
                #expect(try (folder + name).read(.utf8) == "precious")
                #expect(try folder.children().count == 1)
                try (folder + name).delete()
            }
        }
    }

    @Test(arguments: [
        (["demo", "--no-serve"], "--database"), (["demo", "--people", "-1"], "--people"),
        (["demo", "--sessions", "0"], "--sessions"),
    ])
    func `what cannot be is refused`(arguments: [String], said: String) async throws {
        try await withFolder { folder, program in
            let outcome = try await program.run(arguments)
            #expect(outcome.status != 0 && outcome.errors.contains(said))
            #expect(try folder.children().isEmpty)
        }
    }
}
