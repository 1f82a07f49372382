import Testing

@testable import Conversation

struct MentionTests {
    @Test func `members who are named find it in their inbox, and nobody else`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1])
            try await site.post(
                "@bruno @mei @nobody @ada", in: room, by: people[0], mentioning: ["Bruno", "mei", "nobody", "ada"])
            let inbox = try await site.conversation.mentions.page(of: people[1])
            #expect(inbox.mentions.map(\.kind) == [.mention] && inbox.mentions[0].room.id == room)
            #expect(inbox.mentions[0].message?.author?.username == "ada" && !inbox.mentions[0].isRead)
            #expect(try await site.conversation.mentions.unread(of: people[1]) == 1)
            for other in [people[0], people[2]] {
                #expect(try await site.conversation.mentions.page(of: other).mentions.isEmpty)
            }
        }
    }

    @Test func `a reply is in the inbox of whom it answers, once`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Question?", in: room, by: people[0])
            try await site.post("Answer", in: room, by: people[1], replyTo: 1)
            try await site.post("@ada again", in: room, by: people[1], mentioning: ["ada"], replyTo: 1)
            try await site.post("To myself", in: room, by: people[1], replyTo: 2)
            #expect(
                try await site.conversation.mentions.page(of: people[0]).mentions.map(\.kind) == [.reply, .reply])
            // It still answers them when it no longer names them.
            try await site.edit(3, to: "Again", in: room, by: people[1])
            #expect(
                try await site.conversation.mentions.page(of: people[0]).mentions.map(\.kind) == [.reply, .reply])
            #expect(try await site.conversation.mentions.page(of: people[1]).mentions.isEmpty)
        }
    }

    @Test func `reading the room marks what is in it, and only that`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let rooms = [
                try await site.room(of: people[0], people[1]), try await site.room(of: people[0], people[1]),
            ]
            for room in rooms {
                for _ in 0..<2 { try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"]) }
            }
            try await site.conversation.memberships.markRead(upTo: 1, by: site.member(people[1], rooms[0]))
            #expect(try await site.mentions(people[1], rooms[0]) == 1)
            #expect(try await site.mentions(people[1], rooms[1]) == 2)
            #expect(try await site.conversation.mentions.unread(of: people[1]) == 3)
        }
    }

    @Test func `the inbox is marked as read up to what was shown`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            for _ in 0..<2 { try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"]) }
            let shown = try await site.conversation.mentions.page(of: people[1])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            try await site.conversation.mentions.markRead(upTo: shown.mentions[0].id, of: people[1])
            let inbox = try await site.conversation.mentions.page(of: people[1])
            #expect(inbox.mentions.map(\.isRead) == [false, true, true])
            #expect(try await site.mentions(people[1], room) == 1)
            #expect(try await site.unread(people[1], room) == 3)
        }
    }

    @Test func `an edit tells those who are mentioned now, and takes back the rest`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1], people[2])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            try await site.edit(1, to: "@mei", in: room, by: people[0], mentioning: ["mei"])
            #expect(try await site.mentions(people[1], room) == 0)
            #expect(try await site.mentions(people[2], room) == 1)
        }
    }

    @Test func `nobody hears of people whom they have blocked`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Hello", in: room, by: people[1])
            try await site.conversation.people.block(username: "ada", by: people[1])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"], replyTo: 1)
            #expect(try await site.conversation.mentions.page(of: people[1]).mentions.isEmpty)
        }
    }

    @Test func `whoever leaves a room finds nothing of it in the inbox`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            #expect(try await site.conversation.mentions.page(of: people[1]).mentions.isEmpty)
            #expect(try await site.conversation.mentions.unread(of: people[1]) == 0)
        }
    }

    @Test func `the list of rooms counts what the inbox has, but for what the person does not want to hear of`()
        async throws
    {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            func counts() async throws -> [Int] {
                [
                    try await site.conversation.mentions.unread(of: people[1]),
                    try await site.conversation.rooms.joined(by: people[1]).unreadMentions,
                ]
            }
            var rooms: [Room.ID] = []
            for level in Membership.Level.allCases {
                let room = try await site.room(of: people[0], people[1])
                try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"])
                try await site.conversation.memberships.setLevel(level, of: site.member(people[1], room))
                rooms.append(room)
            }
            #expect(try await counts() == [2, 2])
            try await site.conversation.memberships.markRead(upTo: 1, by: site.member(people[1], rooms[0]))
            #expect(try await counts() == [1, 1])
            try await site.execute("UPDATE room SET deletedAt = 1 WHERE id = ?", [rooms[1]])
            #expect(try await counts() == [0, 0])
        }
    }

    @Test func `the people of a direct conversation are named to those who are in it`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei", "zoe")
            let room = try await site.conversation.rooms.direct(with: [people[1], people[2]], by: people[0]).id
            let other = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            for (room, text) in [(room, "@bruno hello"), (other, "@bruno hello again")] {
                try await site.post(text, in: room, by: people[0], mentioning: ["bruno"])
            }
            let rooms = try await site.conversation.mentions.page(of: people[1]).mentions.map(\.room)
            #expect(rooms.map { $0.people.map(\.username) } == [["ada"], ["ada", "mei"]])
            let hits = try await site.conversation.search.page(SearchQuery("again"), by: people[1]).hits
            #expect(hits.map { $0.room.people.map(\.username) } == [["ada"]])
        }
    }

    @Test func `a warning does not tell what a room is called that the person was removed from`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Rude", in: room, by: people[1])
            try await site.database.write { try MentionStore.warn($0, people[1], in: room, 1) }
            let before = try await site.conversation.mentions.page(of: people[1]).mentions
            #expect(before.map(\.isRoomReadable) == [true] && before.map(\.room.name) == ["Garden"])
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            let after = try await site.conversation.mentions.page(of: people[1]).mentions
            #expect(after.map(\.isRoomReadable) == [false] && after.map(\.room.name) == [""])
        }
    }

    @Test func `a long inbox is read page by page`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            for _ in 0..<60 { try await site.post("@bruno", in: room, by: people[0], mentioning: ["bruno"]) }
            let first = try await site.conversation.mentions.page(of: people[1])
            let second = try await site.conversation.mentions.page(of: people[1], before: first.next)
            #expect((first.mentions + second.mentions).map(\.message?.number) == (1...60).reversed())
            #expect(first.mentions.count == 50 && second.next == nil)
        }
    }
}
