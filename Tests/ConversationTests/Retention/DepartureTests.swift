import Foundation
import TestSupport
import Testing

@testable import Accounts
@testable import Conversation

/// What becomes of a person's messages when their account is deleted.
struct DepartureTests {
    @Test func `messages that are kept are those of a former member`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Kept", in: room, by: people[1])
            try await site.post("Answer", in: room, by: people[0], replyTo: 1)
            try await site.execute("DELETE FROM user WHERE id = ?", [people[1]])
            let messages = try await site.page(in: room, by: people[0]).messages
            #expect(messages[0].text == "Kept" && messages[0].author == nil)
            #expect(messages[1].reply?.excerpt?.text == "Kept" && messages[1].reply?.excerpt?.author == nil)
            #expect(
                try await site.conversation.rooms.list(for: people[0]).first { $0.id == room }?.room.memberCount == 1)
        }
    }

    @Test func `messages that are removed leave only their places`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let rooms = [
                try await site.room(of: people[0], people[1]), try await site.everyone(),
            ]
            for room in rooms { try await site.fill(room, by: people[1], count: 450, text: "Mine") }
            try await site.post("Others' stay", in: rooms[0], by: people[0])
            try await site.conversation.retention.deleteMessages(of: people[1])
            #expect(try await site.count("message WHERE body <> ''") == 1)
            let access = try await site.access(people[0], rooms[0])
            #expect(try await site.conversation.messages.changes(since: 451, in: access).messages.count == 200)
            try await site.execute("DELETE FROM user WHERE id = ?", [people[1]])
            #expect(try await site.page(in: rooms[0], by: people[0]).messages.count == 50)
        }
    }

    @Test func `every room hears that the reactions of somebody are gone`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Cake!", in: room, by: people[0])
            for emoji in ["🍰", "👍"] {
                try await site.conversation.messages.react(Emoji(emoji)!, to: 1, as: site.member(people[1], room))
            }
            let before = try await site.access(people[0], room)
            try await site.conversation.retention.deleteReactions(of: people[1])
            let changes = try await site.conversation.messages.changes(since: before.room.revision, in: before)
            #expect(changes.messages.map(\.number) == [1] && changes.messages[0].reactions.isEmpty)
        }
    }

    @Test func `nothing of somebody who goes is left in the database, its index or its log`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Stays here", in: room, by: people[0])
            let file = try await site.file("holidaypicture.webp", in: room, by: people[1])
            try await site.post("Xylophonically spoken", in: room, by: people[1], files: [file])
            try await site.conversation.search.indexNewMessages()
            try await site.edit(2, to: "Quintessentially spoken", in: room, by: people[1])
            try await site.conversation.people.setStatus(UserStatus(emoji: nil, text: "Vacationing"), of: people[1])
            try await site.conversation.moderation.report(
                1, ReportReason("Grandiloquence"), by: site.member(people[1], room))
            let words = ["ylophonic", "uintessential", "olidaypicture", "acationing"]
            for word in words { #expect(try site.stored().range(of: Data(word.utf8)) != nil, "\(word)") }
            try await site.conversation.retention.deleteMessages(of: people[1])
            try await site.execute("DELETE FROM user WHERE id = ?", [people[1]])
            try await site.conversation.search.purge()
            try await site.database.writeBack()
            let stored = try site.stored()
            for word in words { #expect(stored.range(of: Data(word.utf8)) == nil, "\(word)") }
            #expect(stored.range(of: Data("Stays here".utf8)) != nil)
        }
    }

    @Test func `what a person has is counted, without what they have deleted`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let garden = try await site.room(of: people[0], people[1])
            try await site.fill(garden, by: people[0], count: 3)
            try await site.post("Hello", in: site.everyone(), by: people[0])
            try await site.delete(2, in: garden, by: people[0])
            let departure = try await site.conversation.retention.departure(of: people[0])
            #expect(departure.messages == 3 && departure.messageRooms == 2 && departure.rooms == 2)
            #expect(departure.ownerless.map(\.id) == [garden] && departure.roomsAlone == 0)
            let other = try await site.conversation.retention.departure(of: people[1])
            #expect(other.messages == 0 && other.rooms == 2 && other.ownerless.isEmpty)
        }
    }

    @Test func `messages are counted up to a limit`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            try await site.fill(site.everyone(), by: ada, count: Int64(Departure.messageLimit) + 50)
            let departure = try await site.conversation.retention.departure(of: ada)
            #expect(departure.messages == Departure.messageLimit + 1)
        }
    }

    @Test func `a room with another owner is none that would be without one`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let garden = try await site.room(.open, of: people[0], people[1])
            try await site.setRole(.moderator, of: people[1], in: garden)
            #expect(try await site.conversation.retention.departure(of: people[0]).ownerless.count == 1)
            try await site.setRole(.owner, of: people[1], in: garden)
            #expect(try await site.conversation.retention.departure(of: people[0]).ownerless.isEmpty)
        }
    }

    @Test func `closed rooms and conversations that nobody else is in go with the person`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "carla")
            let diary = try await site.room(.closed, "Diary", of: people[0])
            let shared = try await site.room(.closed, "Shared", of: people[0], people[1])
            let plaza = try await site.room(.open, "Plaza", of: people[0])
            let gone = try await site.conversation.rooms.direct(with: [people[2]], by: people[0]).id
            for room in [diary, shared, plaza, gone] { try await site.post("Text", in: room, by: people[0]) }
            try await site.execute("DELETE FROM user WHERE id = ?", [people[2]])
            #expect(try await site.conversation.retention.departure(of: people[0]).roomsAlone == 2)
            try await site.conversation.retention.erasure(of: people[0], .keep).prepare()
            #expect(try await site.count("room WHERE id IN (\(diary), \(gone))") == 0)
            #expect(try await site.count("message") == 2)
            try await site.execute("DELETE FROM user WHERE id = ?", [people[0]])
            #expect(try await site.page(in: shared, by: people[1]).messages.map(\.text) == ["Text"])
            #expect(try await site.page(in: plaza, by: people[1]).messages.map(\.text) == ["Text"])
        }
    }

    @Test func `a webhook is nobody who is left in a room`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            _ = try await site.conversation.hooks.make(named: "Builds", by: site.moderator(ada, room))
            let departure = try await site.conversation.retention.departure(of: ada)
            #expect(departure.roomsAlone == 1 && departure.ownerless.isEmpty)
            try await site.conversation.retention.erasure(of: ada, .keep).prepare()
            #expect(try await site.count("room WHERE id = \(room)") == 0)
            #expect(try await site.count("user WHERE isApp = 1") == 0)
            // Nor does it keep anybody from leaving.
            let other = try await site.room(of: ada)
            _ = try await site.conversation.hooks.make(named: "Builds", by: site.moderator(ada, other))
            try await site.conversation.memberships.leave(site.member(ada, other))
        }
    }

    @Test func `an administrator manages a room whose owner has gone`() async throws {
        try await withSite { site in
            let root = try await site.person("root", .administrator)
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.conversation.retention.erasure(of: people[0], .remove).prepare()
            try await site.execute("DELETE FROM user WHERE id = ?", [people[0]])
            let manager = try await site.manager(root, room)
            try await site.conversation.memberships.setRole(.owner, of: people[1], by: manager)
            #expect(try await site.access(people[1], room).canManage)
        }
    }

    @Test func `what was posted while an account went is erased with it, with its files`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Early", in: room, by: people[1])
            let erasure = site.conversation.retention.erasure(of: people[1], .remove)
            try await erasure.prepare()
            let file = try await site.file(in: room, by: people[1])
            try await site.post("Late", in: room, by: people[1], files: [file])
            let diary = try await site.room(of: people[1])
            try await site.database.write { try erasure.finish($0) }
            #expect(try await site.page(in: room, by: people[0]).messages.map(\.text) == ["", ""])
            #expect(try await site.conversation.attachments.released().map(\.id) == [file])
            #expect(try await site.count("room WHERE id = \(diary) AND deletedAt IS NOT NULL") == 1)
        }
    }

    @Test func `messages that stay do so to the end`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Early", in: room, by: people[1])
            let erasure = site.conversation.retention.erasure(of: people[1], .keep)
            try await erasure.prepare()
            try await site.post("Late", in: room, by: people[1])
            try await site.database.write { try erasure.finish($0) }
            #expect(try await site.page(in: room, by: people[0]).messages.map(\.text) == ["Early", "Late"])
        }
    }
}
