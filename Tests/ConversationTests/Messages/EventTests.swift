import Testing

@testable import Conversation

struct EventTests {
    @Test func `every change is told after it is committed, with its revision`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0])
            let before = try await site.access(people[0], room).room.revision
            let events = site.conversation.events.listen()
            let member = try await site.member(people[0], room)
            try await site.post("Hello", in: room, by: people[0])
            try await site.edit(1, to: "Hello!", in: room, by: people[0])
            try await site.conversation.messages.react(Emoji("👍")!, to: 1, as: member)
            try await site.conversation.messages.setPinned(true, 1, as: member)
            try await site.delete(1, in: room, by: people[0])
            try await site.conversation.memberships.add(username: "bruno", by: member)
            try await site.conversation.rooms.archive(by: site.manager(people[0], room))
            let kinds: [RoomEvent.Kind] = [
                .posted, .edited, .reacted, .pinned, .deleted, .membership(people[1]), .settings,
            ]
            var found: [RoomEvent] = []
            for await event in events {
                found.append(event)
                if found.count == kinds.count { break }
            }
            #expect(found.map(\.kind) == kinds && found.allSatisfy { $0.room == room })
            #expect(found.map(\.revision) == (1...7).map { before + $0 })
            #expect(found.prefix(5).allSatisfy { $0.number == 1 } && found.last?.number == nil)
        }
    }

    @Test func `what fails or changes nothing is not told`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let key = MessageKey()
            try await site.post("Hello", in: room, by: ada, key: key)
            let events = site.conversation.events.listen()
            try await site.post("Hello", in: room, by: ada, key: key)
            try await site.edit(1, to: "Hello", in: room, by: ada)
            await expect(MessageService.Refusal.noSuchAttachment) {
                try await site.post("File", in: room, by: ada, files: [9])
            }
            try await site.post("Next", in: room, by: ada)
            var iterator = events.makeAsyncIterator()
            #expect(await iterator.next()?.number == 2)
        }
    }

    @Test func `a listener who is slow loses the oldest`() async {
        let events = RoomEvents()
        let slow = events.listen(buffer: 2)
        for revision in 1...5 as ClosedRange<Int64> {
            events.publish(RoomEvent(room: 1, revision: revision, number: revision, kind: .posted))
        }
        var iterator = slow.makeAsyncIterator()
        #expect(await iterator.next()?.revision == 4)
        #expect(await iterator.next()?.revision == 5)
    }

    @Test func `there are so many listeners at most`() async {
        let events = RoomEvents()
        let listeners = (0..<RoomEvents.listenerLimit).map { _ in events.listen() }
        let late = withExtendedLifetime(listeners) { events.listen() }
        #expect(await late.first { _ in true } == nil)
    }
}
