import Testing

@testable import Conversation

struct DirectTests {
    @Test func `the same people find the same conversation again, whoever begins`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let rooms = site.conversation.rooms
            let pair = try await rooms.direct(with: [people[1]], by: people[0])
            #expect(try await rooms.direct(with: [people[0]], by: people[1]).id == pair.id)
            let three = try await rooms.direct(with: [people[1], people[2]], by: people[0])
            #expect(three.id != pair.id)
            #expect(try await rooms.direct(with: [people[0], people[1]], by: people[2]).id == three.id)
            #expect(pair.kind == .direct && three.memberCount == 3)
        }
    }

    @Test func `two who begin at the same moment get one conversation`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let rooms = site.conversation.rooms
            let ids = try await withThrowingTaskGroup(of: Room.ID.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await rooms.direct(with: [people[number % 2]], by: people[1 - number % 2]).id
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }

    @Test func `it is between 2 and 8 people who are there`() async throws {
        try await withSite { site in
            let people = try await site.people("a", "b", "c", "d", "e", "f", "g", "h", "i")
            let rooms = site.conversation.rooms
            for others in [[], Set(people.dropFirst())] {
                await expect(RoomService.Refusal.wrongNumberOfPeople) {
                    _ = try await rooms.direct(with: others, by: people[0])
                }
            }
            #expect(try await rooms.direct(with: Set(people[1...7]), by: people[0]).memberCount == 8)
            await expect(RoomService.Refusal.noSuchPerson) { _ = try await rooms.direct(with: [999], by: people[0]) }
            try await site.disable(people[1])
            await expect(RoomService.Refusal.noSuchPerson) {
                _ = try await rooms.direct(with: [people[1]], by: people[0])
            }
        }
    }

    @Test func `nobody else sees it, joins it or is added`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let admin = try await site.person("root1", .administrator)
            let room = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            for other in [people[2], admin] {
                await expect(AccessRefusal.notFound) { _ = try await site.access(other, room) }
                await expect(AccessRefusal.notFound) { _ = try await site.manager(other, room) }
            }
            let member = try await site.member(people[0], room)
            await expect(AccessRefusal.notAllowed) {
                try await site.conversation.memberships.add(username: "mei", by: member)
            }
            await expect(AccessRefusal.notAllowed) { _ = try await site.manager(people[0], room) }
            await expect(MembershipService.Refusal.cannotLeave) {
                try await site.conversation.memberships.leave(member)
            }
        }
    }

    @Test func `a person who has blocked another hears nothing from them, and cannot write to them`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let rooms = site.conversation.rooms
            let room = try await rooms.direct(with: [people[1]], by: people[0]).id
            try await site.post("Before", in: room, by: people[0])
            try await site.conversation.people.block(username: "ada", by: people[1])
            for person in people {
                await expect(MessageService.Refusal.blocked) { try await site.post("Hello", in: room, by: person) }
            }
            // No way around it leads through a message that is there.
            let messages = site.conversation.messages
            let ada = try await site.member(people[0], room)
            await expect(MessageService.Refusal.blocked) {
                try await site.edit(1, to: "Hello", in: room, by: people[0])
            }
            await expect(MessageService.Refusal.blocked) { try await messages.react(Emoji("👍")!, to: 1, as: ada) }
            await expect(MessageService.Refusal.blocked) { try await messages.setPinned(true, 1, as: ada) }
            let list = try await rooms.list(for: people[1])
            #expect(list.first { $0.id == room }?.isLastFolded == true)
            #expect(try await rooms.list(for: people[0]).allSatisfy { !$0.isLastFolded })
            // What was said stays there to be read.
            #expect(try await rooms.direct(with: [people[1]], by: people[0]).id == room)
            try await site.conversation.people.unblock(username: "ada", by: people[1])
            try await site.post("Hello", in: room, by: people[0])
        }
    }

    @Test func `a conversation is not begun with somebody who has blocked one`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            try await site.conversation.people.block(username: "ada", by: people[1])
            for (one, others) in [(0, [1]), (1, [0]), (0, [1, 2])] {
                await expect(RoomService.Refusal.blocked) {
                    _ = try await site.conversation.rooms.direct(with: Set(others.map { people[$0] }), by: people[one])
                }
            }
        }
    }

    @Test func `to write again brings a hidden conversation back`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            try await site.conversation.memberships.setLevel(.hidden, of: site.member(people[0], room))
            _ = try await site.conversation.rooms.direct(with: [people[1]], by: people[0])
            #expect(try await site.member(people[0], room).membership.level == .everything)
        }
    }
}
