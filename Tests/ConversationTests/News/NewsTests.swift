import Accounts
import Testing

@testable import Conversation

@Suite struct NewsTests {
    private func texts(_ site: TestSite, for person: User.ID) async throws -> [String] {
        try await site.conversation.news.latest(for: person).map(\.message.text)
    }

    @Test func `what others say in one's rooms is news, the newest first`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1])
            let other = try await site.room(.open, "Attic", of: people[2])
            try await site.post("one", in: room, by: people[0])
            site.clock.advance(by: 60)
            try await site.post("mine", in: room, by: people[1])
            try await site.post("elsewhere", in: other, by: people[2])
            site.clock.advance(by: 60)
            try await site.post("two", in: room, by: people[0])
            #expect(try await texts(site, for: people[1]) == ["two", "one"])
            try await site.delete(3, in: room, by: people[0])
            #expect(try await texts(site, for: people[1]) == ["one"])
        }
    }

    @Test func `a room's level says what of it is news`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("all", in: room, by: people[0])
            site.clock.advance(by: 1)
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            let expected: [Membership.Level: [String]] = [
                .everything: ["@bruno", "all"], .mentions: ["@bruno"], .nothing: [], .hidden: [],
            ]
            for (level, texts) in expected {
                try await site.conversation.memberships.setLevel(level, of: site.member(people[1], room))
                #expect(try await self.texts(site, for: people[1]) == texts, "\(level)")
            }
        }
    }

    @Test func `a message says why it is news, once`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Question?", in: room, by: people[1])
            try await site.post("Answer", in: room, by: people[0], replyTo: 1)
            site.clock.advance(by: 1)
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            site.clock.advance(by: 1)
            try await site.post("By the way", in: room, by: people[0])
            let news = try await site.conversation.news.latest(for: people[1])
            #expect(news.map(\.reason) == [.room, .mention, .reply])
        }
    }

    @Test func `blocked people, rooms one has left, and warnings are no news`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1], people[2])
            try await site.post("from ada", in: room, by: people[0])
            site.clock.advance(by: 1)
            try await site.post("from mei", in: room, by: people[2])
            try await site.conversation.people.block(username: "ada", by: people[1])
            #expect(try await texts(site, for: people[1]) == ["from mei"])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            #expect(try await texts(site, for: people[1]).isEmpty)
        }
    }

    @Test func `a long list ends after fifty, whatever room they are from`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let rooms = [
                try await site.room(of: people[0], people[1]), try await site.room(of: people[0], people[1]),
                try await site.room(of: people[0], people[1]),
            ]
            // Forty in the first, newer ones in the second, and the newest of all in the last.
            for (room, count) in zip(rooms, [40, 30, 5] as [Int64]) {
                try await site.fill(room, by: people[0], count: count, text: "\(count)")
                site.clock.advance(by: Double(count) * 60)
            }
            let news = try await site.conversation.news.latest(for: people[1])
            #expect(news.count == NewsService.limit)
            #expect(
                news.map(\.room.id) == Array(repeating: rooms[2], count: 5) + Array(repeating: rooms[1], count: 30)
                    + Array(repeating: rooms[0], count: 15))
            #expect(news.first?.message.text == "5 5" && news.last?.message.text == "40 26")
        }
    }
}
