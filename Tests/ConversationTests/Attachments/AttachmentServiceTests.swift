import Accounts
import Foundation
import Testing

@testable import Conversation

@Suite struct AttachmentServiceTests {
    private func new(_ name: String = "a.txt", bytes: Int = 1_000) -> NewAttachment {
        NewAttachment(
            name: FileName(name), type: "text/plain", bytes: bytes, width: nil, height: nil,
            sha256: Data(repeating: 7, count: 32))
    }

    private func limits(_ change: (inout ConversationLimits) -> Void) -> ConversationLimits {
        var limits = ConversationLimits.generous
        change(&limits)
        return limits
    }

    @Test func `a file waits until its message is posted`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let attachments = site.conversation.attachments
            let member = try await site.member(people[0], room)
            let ids = try await attachments.insert([new("a"), new("b")], by: member)
            #expect(try await attachments.waiting(ids + [99], of: member).map(\.name) == ["a", "b"])
            #expect(try await attachments.waiting(ids, of: site.member(people[1], room)).isEmpty)
            #expect(try await attachments.find(ids[0], for: people[0]).name == "a")
            await expect(AccessRefusal.notFound) { _ = try await attachments.find(ids[0], for: people[1]) }
            try await site.post("", in: room, by: people[0], files: ids)
            #expect(try await attachments.find(ids[0], for: people[1]).name == "a")
            #expect(try await attachments.waiting(ids, of: member).isEmpty)
            #expect(try await attachments.files(of: people[0]).files.map(\.number) == [1, 1])
        }
    }

    @Test func `only members find a file, and only while its message is there`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "cleo")
            let admin = try await site.person("zoe", .administrator)
            let room = try await site.room(.open, of: people[0], people[1])
            let file = try await site.file(in: room, by: people[0])
            try await site.post("", in: room, by: people[0], files: [file])
            let attachments = site.conversation.attachments
            _ = try await attachments.find(file, for: people[1])
            // The room is open, but neither has joined it.
            for person in [people[2], admin, 999] {
                await expect(AccessRefusal.notFound) { _ = try await attachments.find(file, for: person) }
            }
            try await site.conversation.memberships.leave(site.member(people[1], room))
            await expect(AccessRefusal.notFound) { _ = try await attachments.find(file, for: people[1]) }
            try await site.delete(1, in: room, by: people[0])
            await expect(AccessRefusal.notFound) { _ = try await attachments.find(file, for: people[0]) }
            #expect(try await attachments.released().map(\.id) == [file])
            try await attachments.forget([file])
            #expect(try await attachments.released().isEmpty)
        }
    }

    @Test func `people find their own files also where they have left`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let file = try await site.file(in: room, by: people[1])
            try await site.post("", in: room, by: people[1], files: [file])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            _ = try await site.conversation.attachments.find(file, for: people[1])
            try await site.delete(1, in: room, by: people[0])
            await expect(AccessRefusal.notFound) {
                _ = try await site.conversation.attachments.find(file, for: people[1])
            }
        }
    }

    @Test func `a person may store as much as the operator says`() async throws {
        try await withSite(limits: limits { $0.bytesPerPerson = 2_500 }) { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let attachments = site.conversation.attachments
            let member = try await site.member(people[0], room)
            let ids = try await attachments.insert([new(), new()], by: member)
            #expect(try await attachments.requireSpace(for: 500, of: member).own == 500)
            let full = AttachmentService.Refusal.personFull(StorageUse(bytes: 2_000, limit: 2_500))
            await expect(full) { _ = try await attachments.insert([new(bytes: 501)], by: member) }
            await expect(full) { _ = try await attachments.insert([new(bytes: 200), new(bytes: 301)], by: member) }
            _ = try await attachments.insert([new(bytes: 2_500)], by: site.member(people[1], room))
            // Given up, it counts until its bytes are gone.
            try await attachments.release(ids, of: member)
            #expect(try await attachments.files(of: people[0]).use.bytes == 2_000)
            try await attachments.forget(ids)
            #expect(try await attachments.files(of: people[0]).use.bytes == 0)
        }
    }

    @Test func `all people together may store as much as the operator says`() async throws {
        try await withSite(limits: limits { $0.bytesOfFiles = 1_500 }) { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let attachments = site.conversation.attachments
            _ = try await attachments.insert([new(bytes: 1_500)], by: site.member(people[0], room))
            let other = try await site.member(people[1], room)
            await expect(AttachmentService.Refusal.siteFull) { _ = try await attachments.insert([new()], by: other) }
            await expect(AttachmentService.Refusal.siteFull) { try await attachments.requireSpace(for: 1, of: other) }
        }
    }

    @Test func `few files of a person may wait`() async throws {
        try await withSite(limits: limits { $0.waitingFilesPerPerson = 3 }) { site in
            let ada = try await site.person("ada")
            let member = try await site.member(ada, site.room(of: ada))
            let attachments = site.conversation.attachments
            let ids = try await attachments.insert([new(), new()], by: member)
            await expect(AttachmentService.Refusal.tooManyWaiting) {
                _ = try await attachments.insert([new(), new()], by: member)
            }
            try await attachments.release(ids, of: member)
            _ = try await attachments.insert([new(), new(), new()], by: member)
        }
    }

    @Test func `a file that waits longer than an hour is given up, one with a message is not`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let attachments = site.conversation.attachments
            let member = try await site.member(ada, room)
            let ids = try await attachments.insert([new(), new()], by: member)
            try await site.post("", in: room, by: ada, files: [ids[1]])
            site.clock.advance(by: 3_599)
            try await attachments.releaseStale()
            #expect(try await attachments.released().isEmpty)
            site.clock.advance(by: 2)
            try await attachments.releaseStale()
            #expect(try await attachments.released().map(\.id) == [ids[0]])
            // Too late.
            await expect(MessageService.Refusal.noSuchAttachment) {
                _ = try await site.post("", in: room, by: ada, files: [ids[0]])
            }
        }
    }

    @Test func `nobody can give up the files of another, nor one of a message`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let attachments = site.conversation.attachments
            let ids = try await attachments.insert([new(), new()], by: site.member(people[0], room))
            try await site.post("", in: room, by: people[0], files: [ids[0]])
            try await attachments.release(ids, of: site.member(people[1], room))
            try await attachments.release([ids[0]], of: site.member(people[0], room))
            try await attachments.forget(ids)
            #expect(try await site.count("attachment WHERE roomId IS NOT NULL") == 2)
        }
    }

    @Test func `files cannot be sent where nothing can be posted`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let member = try await site.member(people[0], room)
            try await site.conversation.rooms.archive(by: site.manager(people[0], room))
            await expect(AccessRefusal.archived) {
                try await site.conversation.attachments.requireSpace(for: 1, of: member)
            }
            let direct = try await site.conversation.rooms.direct(with: [people[1]], by: people[0])
            try await site.conversation.people.block(username: "ada", by: people[1])
            await expect(MessageService.Refusal.blocked) {
                try await site.conversation.attachments.requireSpace(for: 1, of: site.member(people[0], direct.id))
            }
        }
    }

    @Test func `a flood ends before files are read`() async throws {
        try await withSite(limits: limits { $0.messageBurst = 1 }) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let member = try await site.member(ada, room)
            try await site.conversation.attachments.requireSpace(for: 1, of: member)
            try await site.post("x", in: room, by: ada)
            await #expect(throws: TooFast.self) {
                try await site.conversation.attachments.requireSpace(for: 1, of: member)
            }
        }
    }

    @Test func `files on their way count for the person and for all people, until they are given up`() async throws {
        try await withSite(
            limits: limits {
                $0.bytesPerPerson = 1_000
                $0.bytesOfFiles = 1_500
            }
        ) { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let attachments = site.conversation.attachments
            let member = try await site.member(people[0], room)
            let other = try await site.member(people[1], room)
            let first = try await attachments.reserve(700, fileLimit: 100, for: member)
            var second: UploadReservation? = try await attachments.reserve(700, fileLimit: 100, for: member)
            #expect(first.bytes == 700 && second?.bytes == 300)
            await expect(AttachmentService.Refusal.tooManyWaiting) {
                _ = try await attachments.reserve(1, fileLimit: 100, for: member)
            }
            let third = try await attachments.reserve(.max, fileLimit: 100, for: other)
            #expect(third.bytes == 500)
            second = nil
            let fourth = try await attachments.reserve(.max, fileLimit: 100, for: member)
            #expect(fourth.bytes == 300)
            withExtendedLifetime((first, third, fourth)) {}
        }
    }

    @Test func `one picture is read where little room is left, as it may become smaller`() async throws {
        try await withSite(limits: limits { $0.bytesPerPerson = 1_000 }) { site in
            let ada = try await site.person("ada")
            let member = try await site.member(ada, site.room(of: ada))
            let attachments = site.conversation.attachments
            _ = try await attachments.insert([new(bytes: 999)], by: member)
            let reservation = try await attachments.reserve(5_000, fileLimit: 2_000, for: member)
            #expect(reservation.bytes == 2_000)
            await expect(AttachmentService.Refusal.tooManyWaiting) {
                _ = try await attachments.reserve(1, fileLimit: 2_000, for: member)
            }
            withExtendedLifetime(reservation) {}
        }
    }
}
