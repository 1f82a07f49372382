import Accounts
import Testing

@testable import Conversation

struct RoomFeedTests {
    @Test func `changes come in their order, each with the message before it`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            for text in ["one", "two", "three"] { try await site.post(text, in: room, by: ada) }
            let start = try await site.access(ada, room).room.revision
            try await site.edit(2, to: "second", in: room, by: ada)
            try await site.post("four", in: room, by: ada)
            let changes = try #require(try await site.conversation.feed.changes(in: room, since: start))
            #expect(changes.changes.map(\.message.text) == ["second", "four"])
            #expect(changes.changes.map { $0.previous?.text } == ["one", "three"])
            #expect(changes.revision == start + 2 && !changes.isMore)
            let first = try #require(try await site.conversation.feed.changes(in: room, since: 0))
            #expect(first.changes.first { $0.message.number == 1 }?.previous == nil)
        }
    }

    @Test func `more changes than fit are read in pieces`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 450)
            var (revision, numbers) = (Int64(0), [Int64]())
            while let changes = try await site.conversation.feed.changes(in: room, since: revision) {
                numbers += changes.changes.map(\.message.number)
                revision = changes.revision
                if !changes.isMore { break }
            }
            #expect(numbers == Array(1...450))
        }
    }

    @Test func `a room that is gone has neither changes nor readers`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let feed = site.conversation.feed
            let (changes, readers) = (
                try await feed.changes(in: 99, since: 0), try await feed.readers(among: [ada], in: 99)
            )
            #expect(changes == nil && readers == nil)
        }
    }

    @Test func `readers are members, and in an open room everyone who was not removed`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "cora", "dora")
            let closed = try await site.room(.closed, of: people[0], people[1])
            let open = try await site.room(.open, "Meadow", of: people[0], people[1], people[3])
            let feed = site.conversation.feed
            #expect(
                try await feed.readers(among: Set(people), in: closed)?.members == [people[0]: true, people[1]: true])
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], open))
            try await site.disable(people[3])
            let readers = try #require(try await feed.readers(among: Set(people), in: open))
            #expect(readers.members == [people[0]: true, people[2]: false])
            #expect(try await readers.revision == site.access(people[0], open).room.revision)
        }
    }

    @Test func `several people have read a room at once, with what mentions them`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "cora")
            let room = try await site.room(of: people[0], people[1], people[2])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            try await site.post("all", in: room, by: people[0])
            try await site.conversation.feed.markRead(upTo: 2, in: room, [people[1], people[2]])
            for person in people.dropFirst() {
                let membership = try await site.member(person, room).membership
                #expect(membership.readNumber == 2 && membership.mentionCount == 0)
            }
            // Never back.
            try await site.conversation.feed.markRead(upTo: 1, in: room, people)
            #expect(try await site.member(people[1], room).membership.readNumber == 2)
        }
    }
}
