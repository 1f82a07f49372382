import Foundation
import TestSupport
import Testing

@testable import Conversation

struct RetentionTests {
    @Test func `messages older than the room keeps them are gone, in pieces`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.fill(room, by: people[0], count: 2_500)
            try await site.conversation.rooms.update(
                RoomSettings(retention: .days(1)), by: site.manager(people[0], room))
            // Message n was sent n minutes after the start.
            site.clock.advance(by: 86_400 + 60 * 2_100)
            #expect(try await site.conversation.retention.enforce() == 2_099)
            let page = try await site.page(.before(2_120), in: room, by: people[0])
            #expect(page.messages.map(\.number) == Array(2_100...2_119) && !page.hasOlder)
            #expect(try await site.conversation.retention.enforce() == 0)
            #expect(try await site.unread(people[1], room) == 401)
            #expect(try await site.page(.firstUnread, in: room, by: people[1]).firstUnread == 2_100)
            #expect(try await site.search("\"message 2099\"", by: people[0]) == [])
            #expect(try await site.search("\"message 2100\"", by: people[0]) == [2_100])
        }
    }

    @Test(
        arguments: [
            (.site, nil, 10), (.site, 1, 0), (.forever, 1, 10), (.days(1), nil, 0), (.days(30), 1, 10),
        ] as [(Room.Retention, Int?, Int)])
    func `a room's rule goes before the site's`(rule: Room.Retention, site days: Int?, left: Int) async throws {
        try await withSite(limits: keeping(days)) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 10)
            try await site.conversation.rooms.update(RoomSettings(retention: rule), by: site.manager(ada, room))
            #expect(try await site.access(ada, room).room.retention == rule)
            site.clock.advance(by: 10 * 86_400)
            #expect(
                try await site.conversation.retention.loss(under: rule, by: site.manager(ada, room)) == 10 - Int64(left)
            )
            try await site.conversation.retention.enforce()
            let page = try await site.page(in: room, by: ada)
            #expect(page.messages.count == left && !page.hasOlder)
            #expect(try await site.post("Next", in: room, by: ada) == 11)
        }
    }

    @Test func `a message with a wrong time has no young ones deleted`() async throws {
        try await withSite(limits: keeping(1)) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 200)
            site.clock.advance(by: 20_000)
            try await site.execute("UPDATE message SET createdAt = 0 WHERE roomId = ? AND number = 101", [room])
            #expect(try await site.conversation.retention.enforce() == 0)
            #expect(try await site.count("message") == 200)
        }
    }

    @Test func `a message with a time to come stays in nobody's way, and a young one before old ones stops there`()
        async throws
    {
        try await withSite(limits: keeping(1)) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 200)
            site.clock.advance(by: 10 * 86_400)
            func set(_ number: Int, _ time: Date) async throws {
                try await site.execute(
                    "UPDATE message SET createdAt = ? WHERE roomId = ? AND number = ?", [time.stored, room, number])
            }
            try await set(20, site.clock.now + 1_000_000)
            try await set(100, site.clock.now)
            #expect(try await site.conversation.retention.enforce() == 99)
            #expect(try await site.access(ada, room).room.firstNumber == 100)
        }
    }

    private func keeping(_ days: Int?) -> ConversationLimits {
        var limits = ConversationLimits.generous
        limits.retentionDays = days
        return limits
    }

    @Test func `what is too old goes with its reactions, mentions, reports and files`() async throws {
        try await withSite(limits: keeping(1)) { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let file = try await site.file("old.webp", in: room, by: people[0])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"], files: [file])
            let member = try await site.member(people[1], room)
            try await site.conversation.messages.react(Emoji("👍")!, to: 1, as: member)
            try await site.conversation.moderation.report(1, ReportReason("x"), by: member)
            try await site.edit(1, to: "@bruno!", in: room, by: people[0], mentioning: ["bruno"])
            site.clock.advance(by: 10 * 86_400)
            try await site.conversation.retention.enforce()
            for table in [
                "message", "reaction", "mention", "report", "messageVersion", "attachment WHERE name <> ''",
                "membership WHERE mentionCount <> 0",
            ] {
                #expect(try await site.count(table) == 0, "\(table)")
            }
            #expect(try await site.count("attachment WHERE roomId IS NULL") == 1)
        }
    }
}
