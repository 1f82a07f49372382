import Accounts
import Foundation
import TestSupport
import Testing

@testable import Conversation

struct ArchiveTests {
    private func archive(
        _ site: TestSite, _ room: Room.ID? = nil, before time: Date? = nil
    ) async throws -> [(room: ArchivedRoom, messages: [ArchivedMessage])] {
        let source = try await site.conversation.archive.source(of: room, before: time, by: Operator())
        var archives: [(ArchivedRoom, [ArchivedMessage])] = []
        for room in source.rooms {
            var messages: [ArchivedMessage] = []
            while true {
                let page = try await source.messages(of: room, from: room.firstNumber + Int64(messages.count))
                if page.isEmpty { break }
                messages += page
            }
            archives.append((room, messages))
        }
        return archives
    }

    private func putBack(_ archive: (room: ArchivedRoom, messages: [ArchivedMessage]), in site: TestSite) async throws
        -> Room
    {
        let service = site.conversation.archive
        let room = try await service.place(for: archive.room, by: Operator())
        try await service.insert(archive.messages, in: room)
        try await service.finish(archive.room, in: room)
        return room
    }

    /// A room of Ada's and Bruno's, with messages of all kinds.
    private func makeRoom(_ site: TestSite) async throws -> (ada: User.ID, bruno: User.ID, room: Room.ID) {
        let people = try await site.people("ada", "bruno")
        let room = try await site.room(of: people[0], people[1])
        try await site.post("First", in: room, by: people[0])
        try await site.post("Answer", in: room, by: people[1], replyTo: 1)
        try await site.post("Typo", in: room, by: people[0])
        try await site.edit(3, to: "No typo", in: room, by: people[0])
        try await site.conversation.messages.react(Emoji("🌱")!, to: 1, as: site.member(people[1], room))
        try await site.post("Regretted", in: room, by: people[1])
        try await site.delete(4, in: room, by: people[1])
        try await site.conversation.messages.setPinned(true, 2, as: site.member(people[0], room))
        return (people[0], people[1], room)
    }

    @Test func `what was archived, removed and put back is as it was`() async throws {
        try await withSite { site in
            let (ada, _, room) = try await makeRoom(site)
            let before = try await site.page(in: room, by: ada).messages
            let archive = try #require(try await archive(site, room).first)
            #expect(archive.room.count == 4 && archive.messages.map(\.text) == ["First", "Answer", "No typo", ""])
            try await site.conversation.archive.remove(archive.room, by: Operator())
            #expect(try await site.page(in: room, by: ada).messages.isEmpty)
            try await site.post("Later", in: room, by: ada)
            for _ in 0..<2 {
                #expect(try await putBack(archive, in: site).id == room)
                let after = try await site.page(in: room, by: ada).messages
                #expect(after.map(\.text) == before.map(\.text) + ["Later"])
                #expect(after.prefix(4).map(\.author) == before.map(\.author))
                #expect(after.prefix(4).map(\.reactions) == before.map(\.reactions))
                #expect(after.prefix(4).map(\.pinnedAt) == before.map(\.pinnedAt))
                #expect(after.prefix(4).map(\.editedAt) == before.map(\.editedAt))
                #expect(after[1].reply?.excerpt?.text == "First")
            }
            let versions = try await site.conversation.messages.versions(of: 3, by: site.moderator(ada, room))
            #expect(versions.map(\.text) == ["Typo"])
        }
    }

    @Test func `old messages of all rooms are archived, and newer ones stay`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let direct = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            let room = try await site.room(of: people[0])
            for id in [direct, room] { try await site.post("Old", in: id, by: people[0]) }
            site.clock.advance(by: 100)
            let time = site.clock.now
            for id in [direct, room] { try await site.post("New", in: id, by: people[0]) }
            let archives = try await archive(site, before: time)
            #expect(archives.map(\.room.id) == [direct, room].sorted())
            #expect(archives.allSatisfy { $0.messages.map(\.text) == ["Old"] })
            #expect(archives.first { $0.room.id == direct }?.room.people == ["ada", "bruno"])
            for archive in archives { try await site.conversation.archive.remove(archive.room, by: Operator()) }
            #expect(try await site.page(in: room, by: people[0]).messages.map(\.text) == ["New"])
            #expect(try await archive(site, before: time).isEmpty)
        }
    }

    @Test func `a message that was changed after it was archived is not removed`() async throws {
        try await withSite { site in
            let (ada, _, room) = try await makeRoom(site)
            let archive = try #require(try await archive(site, room).first)
            try await site.edit(1, to: "Changed", in: room, by: ada)
            await expect(ArchiveRefusal.changed(room)) {
                try await site.conversation.archive.remove(archive.room, by: Operator())
            }
            #expect(try await site.page(in: room, by: ada).messages.count == 4)
        }
    }

    @Test func `a message is not removed before its report is decided`() async throws {
        try await withSite { site in
            let (ada, _, room) = try await makeRoom(site)
            let archive = try #require(try await archive(site, room).first)
            let moderation = site.conversation.moderation
            try await moderation.report(2, ReportReason("Rude"), by: site.member(ada, room))
            await expect(ArchiveRefusal.reported(room)) {
                try await site.conversation.archive.remove(archive.room, by: Operator())
            }
            #expect(try await site.page(in: room, by: ada).messages.count == 4)
            let report = try #require(try await moderation.queue(by: ada).reports.first)
            try await moderation.resolve(report.id, .kept, by: ada)
            try await site.conversation.archive.remove(archive.room, by: Operator())
            #expect(try await site.page(in: room, by: ada).messages.isEmpty)
        }
    }

    @Test func `files of messages are removed with them, and come back once`() async throws {
        try await withSite { site in
            let (ada, _, room) = try await makeRoom(site)
            let file = try await site.file("picture.webp", in: room, by: ada)
            try await site.post("With a file", in: room, by: ada, files: [file])
            let archive = try #require(try await archive(site, room).first)
            #expect(archive.messages.last?.files.map(\.name) == ["picture.webp"])
            try await site.conversation.archive.remove(archive.room, by: Operator())
            #expect(try await site.conversation.attachments.released().count == 1)
            let place = try await site.conversation.archive.place(for: archive.room, by: Operator())
            try await site.conversation.archive.insert(archive.messages, in: place)
            let message = try #require(archive.messages.last)
            let row = NewAttachment(
                name: FileName("picture.webp"), type: "image/webp", bytes: 1000, width: 640, height: 480,
                sha256: Data(count: 32))
            let first = try await site.conversation.archive.insert(row, of: message, in: place)
            #expect(first != file)
            #expect(try await site.conversation.archive.insert(row, of: message, in: place) == first)
            try await site.conversation.archive.finish(archive.room, in: place)
            let files = try await site.page(in: room, by: ada).messages.last?.attachments ?? []
            #expect(files.map(\.id) == [first])
            #expect(try await site.conversation.attachments.files(of: ada).files.map(\.attachment.id) == [first])
        }
    }

    @Test func `a message that is shown, or deleted, takes no other file`() async throws {
        try await withSite { site in
            let (ada, _, room) = try await makeRoom(site)
            let archive = try #require(try await archive(site, room).first)
            let place = try await site.conversation.archive.place(for: archive.room, by: Operator())
            let row = NewAttachment(
                name: FileName("a.txt"), type: "text/plain", bytes: 1, width: nil, height: nil, sha256: Data(count: 32))
            for message in archive.messages {
                #expect(try await site.conversation.archive.insert(row, of: message, in: place) == nil)
            }
            #expect(try await site.conversation.attachments.files(of: ada).files.isEmpty)
        }
    }

    @Test func `where the room is no more a closed one is made in its place, once`() async throws {
        try await withSite { site in
            let (ada, bruno, room) = try await makeRoom(site)
            let archive = try #require(try await archive(site, room).first)
            try await site.conversation.rooms.delete(by: site.manager(ada, room))
            let first = try await putBack(archive, in: site)
            #expect(first.id != room && first.kind == .closed && first.isArchived && first.memberCount == 0)
            #expect(try await putBack(archive, in: site).id == first.id)
            await expect(AccessRefusal.notFound) { _ = try await site.access(bruno, first.id) }
            let manager = try await site.conversation.rooms.manager(of: first.id, by: Operator())
            try await site.conversation.memberships.add(username: "bruno", by: manager)
            let texts = try await site.page(in: first.id, by: bruno).messages.map(\.text)
            #expect(texts == ["First", "Answer", "No typo", ""])
        }
    }

    @Test func `somebody who took the name later is not the author`() async throws {
        try await withSite { site in
            let (ada, bruno, room) = try await makeRoom(site)
            let archive = try #require(try await archive(site, room).first)
            try await site.conversation.archive.remove(archive.room, by: Operator())
            try await site.execute("DELETE FROM user WHERE id = ?", [bruno])
            site.clock.advance(by: 1_000)
            try await site.person("bruno")
            _ = try await putBack(archive, in: site)
            let messages = try await site.page(in: room, by: ada).messages
            #expect(messages.map { $0.author?.username } == ["ada", nil, "ada", nil])
            #expect(messages[0].reactions.isEmpty)
        }
    }

    @Test func `messages are put back without a gap`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            var archives: [(room: ArchivedRoom, messages: [ArchivedMessage])] = []
            for text in ["One", "Two"] {
                try await site.post(text, in: room, by: ada)
                archives += try await archive(site, room)
                try await site.conversation.archive.remove(archives[archives.count - 1].room, by: Operator())
            }
            await expect(ArchiveRefusal.gap(room, from: 2)) { _ = try await putBack(archives[0], in: site) }
            for archive in archives.reversed() { _ = try await putBack(archive, in: site) }
            #expect(try await site.page(in: room, by: ada).messages.map(\.text) == ["One", "Two"])
        }
    }

    @Test func `what was put back in part only is not shown, and can be put back again`() async throws {
        try await withSite { site in
            let (ada, _, room) = try await makeRoom(site)
            let archive = try #require(try await archive(site, room).first)
            try await site.conversation.archive.remove(archive.room, by: Operator())
            let place = try await site.conversation.archive.place(for: archive.room, by: Operator())
            try await site.conversation.archive.insert(Array(archive.messages.prefix(2)), in: place)
            #expect(try await site.page(in: room, by: ada).messages.isEmpty)
            await expect(AccessRefusal.notFound) { _ = try await site.message(1, in: room, by: ada) }
            try await site.conversation.search.indexNewMessages()
            #expect(try await site.search("first", by: ada) == [])
            #expect(try await site.conversation.messages.pins(in: site.access(ada, room)).isEmpty)
            _ = try await putBack(archive, in: site)
            #expect(try await site.search("first", by: ada) == [1])
            // Nobody is told of old messages as if they were new.
            let changes = try await site.conversation.messages.changes(since: 0, in: site.access(ada, room))
            #expect(changes.messages.isEmpty)
            #expect(try await site.page(in: room, by: ada).messages.count == 4)
        }
    }

    @Test(arguments: [
        #""number":0"#, #""text":"\#(String(repeating: "x", count: 16_001))""#, #""createdAt":"0001-01-01T00:00:00Z""#,
    ])
    func `what no archive has is refused`(part: String) async throws {
        let message =
            #"{"number":1,"text":"","createdAt":"2026-11-02T09:30:00Z","reactions":[],"formerTexts":[],"files":[]}"#
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let sound = try decoder.decode(ArchivedMessage.self, from: Data(message.utf8))
        try sound.check()
        let key = part.prefix { $0 != ":" }
        let field = try #require(message.firstMatch(of: try Regex("\(key):[^,]*")))
        let altered = message.replacingCharacters(in: field.range, with: part)
        let hostile = try decoder.decode(ArchivedMessage.self, from: Data(altered.utf8))
        #expect(throws: ArchiveRefusal.notAnArchive) { try hostile.check() }
    }
}
