import TestSupport
import Testing

@testable import Conversation

struct RoomListTests {
    @Test func `unread messages are counted exactly, whatever happened in between`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            for number in 1...5 { try await site.post("Message \(number)", in: room, by: people[0]) }
            #expect(try await site.unread(people[1], room) == 5)
            try await site.conversation.memberships.markRead(upTo: 3, by: site.member(people[1], room))
            #expect(try await site.unread(people[1], room) == 2)
            try await site.conversation.memberships.markRead(upTo: 1, by: site.member(people[1], room))
            #expect(try await site.unread(people[1], room) == 2)
            try await site.conversation.memberships.markRead(upTo: 99, by: site.member(people[1], room))
            #expect(try await site.unread(people[1], room) == 0)
            #expect(try await site.unread(people[0], room) == 0)
        }
    }

    @Test func `whoever posts has read the room`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Hello @bruno", in: room, by: people[0], mentioning: ["bruno"])
            try await site.post("Hi", in: room, by: people[1])
            #expect(try await site.unread(people[1], room) == 0)
            #expect(try await site.mentions(people[1], room) == 0)
            #expect(try await site.unread(people[0], room) == 1)
        }
    }

    @Test func `rooms with the latest messages come first, with their last line`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let (first, second) = (try await site.room(of: ada), try await site.room(of: ada))
            try await site.post("One", in: second, by: ada)
            site.clock.advance(by: 5)
            try await site.post(String(repeating: "x", count: 1_000), in: first, by: ada)
            let list = try await site.conversation.rooms.list(for: ada)
            #expect(list.prefix(2).map(\.id) == [first, second])
            #expect(list[0].lastMessage?.text == String(repeating: "x", count: 200))
            #expect(list[1].lastMessage?.text == "One" && list[1].lastMessage?.author?.username == "ada")
        }
    }

    @Test func `the list beside a page has the same rooms, without their last lines`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("One", in: room, by: ada)
            _ = try await site.room(of: ada)
            let (whole, short) = (
                try await site.conversation.rooms.list(for: ada),
                try await site.conversation.messages.pageBesideRooms(.newest, in: room, by: ada).rooms
            )
            #expect(short.count > 2 && short == whole.map(\.joined))
        }
    }

    @Test func `a deleted last line shows nothing of it`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("Oops", in: room, by: ada)
            try await site.delete(1, in: room, by: ada)
            let entry = try await site.conversation.rooms.list(for: ada).first { $0.id == room }
            #expect(entry?.lastMessage?.isDeleted == true && entry?.lastMessage?.text == "")
        }
    }

    @Test func `a direct conversation is listed with the others in it`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.conversation.rooms.direct(with: [people[1], people[2]], by: people[0])
            let entry = try await site.conversation.rooms.list(for: people[2]).first { $0.id == room.id }
            #expect(entry?.people.map(\.username) == ["ada", "bruno"])
        }
    }

    @Test(
        arguments: [(.everything, 2), (.mentions, 1), (.nothing, 0), (.hidden, 0)] as [(Membership.Level, Int64)])
    func `the level decides what is counted`(level: Membership.Level, counted: Int64) async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.conversation.memberships.setLevel(level, of: site.member(people[1], room))
            try await site.post("Hello", in: room, by: people[0])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            let entry = try await site.conversation.rooms.list(for: people[1]).first { $0.id == room }
            #expect(entry?.joined.counted == counted && entry?.membership.level == level)
        }
    }

    @Test func `rooms that somebody has left are not listed`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            #expect(try await site.conversation.rooms.list(for: people[1]).allSatisfy { $0.id != room })
        }
    }
}

extension TestSite {
    func unread(_ person: Int64, _ room: Room.ID) async throws -> Int64? {
        try await conversation.rooms.list(for: person).first { $0.id == room }?.joined.unread
    }

    func mentions(_ person: Int64, _ room: Room.ID) async throws -> Int? {
        try await conversation.rooms.list(for: person).first { $0.id == room }?.membership.mentionCount
    }
}
