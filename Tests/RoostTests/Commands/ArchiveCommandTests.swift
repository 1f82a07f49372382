import Accounts
import Conversation
import Foundation
import Media
import PathKit
import Testing

@testable import Roost

/// `roost archive`, beside a site that has the database open.
struct ArchiveCommandTests {
    private func archive(_ site: OpenSite, _ arguments: String...) async throws -> RoostProgram.Outcome {
        try await site.program.run(["archive"] + arguments)
    }

    /// A room with so many messages of Ada's.
    private func makeRoom(_ site: OpenSite, count: Int = 3) async throws -> (ada: User.ID, room: Room.ID) {
        let ada = try await site.signUp("ada").user.id
        let room = try await site.makeRoom("Garden", by: ada)
        for number in 1...count { try await site.post("Line \(number)\nüñî 🦇", in: room, by: ada) }
        return (ada, room)
    }

    /// A tar archive with these files.
    private func tar(_ entries: [(RoomArchiveEntry, String)], at path: Path) throws {
        let file = try IncomingFile(path: path.string + ".new")
        let writer = TarWriter<RoomArchiveEntry>(file, time: Date(timeIntervalSince1970: 1_800_000_000))
        for (entry, text) in entries { try writer.add(entry, Data(text.utf8)) }
        try writer.finish()
        try file.keep(at: path.string)
    }

    @Test func `a room is archived, removed and put back`() async throws {
        try await withOpenSite { site in
            let (ada, room) = try await makeRoom(site, count: 1_203)
            let before = try await site.texts(in: room, by: ada)
            let outcome = try await archive(site, "\(room)", "garden.tar", "--remove")
            #expect(outcome.output == "garden.tar has 1203 messages of 1 room.\nThey were removed from the site.\n")
            #expect(try (site.folder + "garden.tar").permissions() == 0o600)
            #expect(try site.folder.children().map(\.lastComponent).filter { $0.contains("partial") }.isEmpty)
            #expect(try await site.texts(in: room, by: ada).isEmpty)
            for sentence in [
                "1203 messages back in room \(room), \"Garden\".\n",
                "Room \(room), \"Garden\", has all messages of the archive already.\n",
            ] {
                let read = try await archive(site, "read", "garden.tar")
                #expect(read.output == sentence, "\(read.errors)")
                #expect(try await site.texts(in: room, by: ada) == before)
            }
            let first = try await site.conversation.messages.pageBesideRooms(
                .around(1), in: room, by: ada
            ).page.messages
            #expect(first.first?.text == "Line 1\nüñî 🦇" && first.first?.author?.username == "ada")
        }
    }

    @Test func `without --remove nothing is removed, and what is new stays out with an age`() async throws {
        try await withOpenSite { site in
            let (ada, room) = try await makeRoom(site)
            #expect(try await archive(site, "\(room)", "all.tar").output == "all.tar has 3 messages of 1 room.\n")
            let none = try await archive(site, "--older-than", "1d", "none.tar")
            #expect(none.output == "There is nothing to archive. No file was written.\n")
            #expect(!(site.folder + "none.tar").exists)
            try await site.database.write {
                try $0.run("UPDATE message SET createdAt = createdAt - 200000 WHERE number < 3")
            }
            let old = try await archive(site, "--older-than", "1d", "old.tar", "--remove")
            #expect(
                old.output == "old.tar has 2 messages of 1 room.\nThey were removed from the site.\n", "\(old.errors)")
            #expect(try await site.texts(in: room, by: ada) == ["Line 3\nüñî 🦇"])
        }
    }

    @Test(arguments: [
        ([], "Missing expected argument"), (["1", "2", "3"], "Give a room and a file"),
        (["a.tar"], "--older-than says which"),
        (["1", "a.tar", "--older-than", "12h"], "\"12h\" is not a time"), (["77", "a.tar"], "There is no room \"77\""),
        (["read", "none.tar"], "none.tar"),
    ])
    func `what is wrong is said in a sentence`(arguments: [String], reason: String) async throws {
        try await withOpenSite { site in
            let outcome = try await site.program.run(["archive"] + arguments)
            #expect(outcome.status != 0 && outcome.errors.contains(reason), "\(outcome.errors)")
        }
    }

    @Test func `a file that is there is not replaced, and no room loses anything`() async throws {
        try await withOpenSite { site in
            let (ada, room) = try await makeRoom(site)
            try (site.folder + "a.tar").write("precious")
            let outcome = try await archive(site, "\(room)", "a.tar", "--remove")
            #expect(outcome.errors == "Error: a.tar already exists. An archive is always a new file.\n")
            #expect(try (site.folder + "a.tar").read(.utf8) == "precious")
            #expect(try await site.texts(in: room, by: ada).count == 3)
        }
    }

    @Test func `an archive that is cut short or altered puts nothing back`() async throws {
        try await withOpenSite { site in
            let (ada, room) = try await makeRoom(site)
            _ = try await archive(site, "\(room)", "sound.tar", "--remove")
            let bytes = [UInt8](try (site.folder + "sound.tar").read() as Data)
            for (number, length) in [0, 512, bytes.count / 2, bytes.count - 1024].enumerated() {
                try (site.folder + "cut\(number).tar").write(Data(bytes.prefix(length)))
                #expect(try await archive(site, "read", "cut\(number).tar").status == 1)
            }
            let start = try #require(Data(bytes).range(of: Data("Line 2".utf8)))
            var altered = bytes
            altered[start.lowerBound] = UInt8(ascii: "M")
            try (site.folder + "altered.tar").write(Data(altered))
            let outcome = try await archive(site, "read", "altered.tar")
            #expect(outcome.errors.contains("messages.jsonl does not match its checksum"))
            #expect(try await site.texts(in: room, by: ada).isEmpty)
        }
    }

    @Test func `an archive that lies puts nothing back`() async throws {
        try await withOpenSite { site in
            let (ada, room) = try await makeRoom(site)
            let head = """
                {"id":\(room),"kind":"open","name":"Garden","description":"","createdAt":"2026-11-02T09:30:00Z",\
                "people":[],"firstNumber":1,"lastNumber":2,"revision":9}
                """
            let line = #""text":"x","createdAt":"2026-11-02T09:30:00Z","reactions":[],"formerTexts":[],"files":[]}"#
            let manifest = #"{"format":"roost-messages","version":1,"rooms":[\#(room)]}"#
            let lies: [(String, String, String)] = [
                (manifest.replacing("version\":1", with: "version\":3"), head, ""),
                (manifest.replacing("roost-messages", with: "other"), head, ""),
                (manifest, head.replacing("\"lastNumber\":2", with: "\"lastNumber\":99999999999"), ""),
                (manifest, head, "{\"number\":1,\(line)\n"),
                (manifest, head, "{\"number\":1,\(line)\n{\"number\":3,\(line)\n"),
                (manifest, head, "{\"number\":1,\(line)\n{\"number\":1,\(line)\n"),
                (manifest, head, "{\"number\":1,\(line)\n{\"number\":2,\(line)"),
                (manifest, head, "not json\n"),
            ]
            for (number, lie) in lies.enumerated() {
                let path = site.folder + "lie\(number).tar"
                try tar([(.manifest, lie.0), (.room(room), lie.1), (.messages(room), lie.2)], at: path)
                let outcome = try await archive(site, "read", path.lastComponent)
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(number)")
            }
            #expect(try await site.texts(in: room, by: ada).count == 3)
            #expect(try await site.roomLines("list").count == 3)
        }
    }

    @Test(arguments: [
        "rooms/0/room.json", "rooms/01/room.json", "rooms/-1/room.json", "rooms/1/../room.json", "rooms/1/files/x",
        "rooms/1/files/../x",
        "/rooms/1/room.json", "rooms//room.json", "archive.json/", "roost.sqlite",
    ])
    func `a name that no archive has is none`(name: String) {
        #expect(RoomArchiveEntry(named: name) == nil)
    }
}
