import Foundation
import TestSupport
import Testing

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
            try await site.edit(2, to: "Quintessentially spoken", in: room, by: people[1])
            try await site.conversation.people.setStatus(StatusLine(emoji: nil, text: "Vacationing"), of: people[1])
            try await site.conversation.moderation.report(
                1, ReportReason("Grandiloquence"), by: site.member(people[1], room))
            let words = ["ylophonic", "uintessential", "olidaypicture", "acationing"]
            for word in words { #expect(try site.stored().range(of: Data(word.utf8)) != nil, "\(word)") }
            try await site.conversation.retention.deleteMessages(of: people[1])
            try await site.execute("DELETE FROM user WHERE id = ?", [people[1]])
            try await site.conversation.retention.purgeSearch()
            try await site.database.writeBack()
            let stored = try site.stored()
            for word in words { #expect(stored.range(of: Data(word.utf8)) == nil, "\(word)") }
            #expect(stored.range(of: Data("Stays here".utf8)) != nil)
        }
    }
}
