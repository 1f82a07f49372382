import Foundation
import TestSupport
import Testing

@testable import Conversation

struct PageTests {
    /// A room of 200 messages, one a minute.
    private func withHistory(_ body: (TestSite, Int64, Room.ID) async throws -> Void) async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 200)
            try await body(site, ada, room)
        }
    }

    @Test(
        arguments: [
            (.newest, 151...200, true, false),
            (.before(151), 101...150, true, true),
            (.before(51), 1...50, false, true),
            (.before(11), 1...10, false, true),
            (.after(50), 51...100, true, true),
            (.after(150), 151...200, true, false),
            (.after(190), 191...200, true, false),
            (.around(100), 75...124, true, true),
            (.around(1), 1...50, false, true),
            (.around(200), 151...200, true, false),
            (.around(.max), 151...200, true, false),
            (.around(.min), 1...50, false, true),
        ] as [(MessagePlace, ClosedRange<Int64>, Bool, Bool)])
    func `a page is a range of numbers`(
        place: MessagePlace, numbers: ClosedRange<Int64>, hasOlder: Bool, hasNewer: Bool
    ) async throws {
        try await withHistory { site, ada, room in
            let page = try await site.page(place, in: room, by: ada)
            #expect(page.messages.map(\.number) == Array(numbers))
            #expect(page.hasOlder == hasOlder && page.hasNewer == hasNewer)
        }
    }

    @Test(
        arguments: [
            (60, 1), (6_000, 100), (6_001, 101), (-5, 1), (12_000, 200), (1e6, nil), (1e300, nil), (-1e300, 1),
        ] as [(Double, Int64?)])
    func `a date leads to the first message of that time or later`(seconds: Double, number: Int64?) async throws {
        try await withHistory { site, ada, room in
            let page = try await site.page(.date(TestClock.start + seconds), in: room, by: ada)
            #expect(page.target == number)
            #expect(page.messages.contains { $0.number == number ?? 200 } && page.messages.count == 50)
        }
    }

    @Test(arguments: [(0, 1), (100, 101), (199, 200)] as [(Int64, Int64)])
    func `the first unread message is on the page`(read: Int64, number: Int64) async throws {
        try await withHistory { site, ada, room in
            try await site.conversation.memberships.markRead(upTo: read, by: site.member(ada, room))
            let page = try await site.page(.firstUnread, in: room, by: ada)
            #expect(page.firstUnread == number && page.messages.contains { $0.number == number })
            #expect(page.messages.count == 50)
        }
    }

    @Test func `when everything is read, the first unread page is the newest`() async throws {
        try await withHistory { site, ada, room in
            try await site.conversation.memberships.markRead(upTo: 200, by: site.member(ada, room))
            let page = try await site.page(.firstUnread, in: room, by: ada)
            #expect(page.firstUnread == nil && page.messages.last?.number == 200)
        }
    }

    @Test(arguments: [
        MessagePlace.newest, .before(1), .before(.min), .before(.max), .after(0), .after(.max), .around(5),
        .firstUnread,
        .date(TestClock.start),
    ])
    func `an empty room has an empty page everywhere`(place: MessagePlace) async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let page = try await site.page(place, in: site.everyone(), by: ada)
            #expect(page.messages.isEmpty && !page.hasOlder && !page.hasNewer && page.firstUnread == nil)
        }
    }

    @Test func `a message that is not there is not found`() async throws {
        try await withHistory { site, ada, room in
            for number in [0, 201, -1, Int64.max, .min] {
                await expect(AccessRefusal.notFound) { _ = try await site.message(number, in: room, by: ada) }
            }
        }
    }

    @Test func `what changed since a revision is read in order, and once`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            for number in 1...3 { try await site.post("\(number)", in: room, by: people[0]) }
            let access = try await site.access(people[1], room)
            let messages = site.conversation.messages
            let seen = try await messages.changes(since: 0, in: access)
            #expect(seen.messages.map(\.number) == [1, 2, 3] && !seen.isMore)
            try await site.edit(3, to: "three", in: room, by: people[0])
            try await messages.react(Emoji("🎉")!, to: 1, as: site.member(people[1], room))
            try await site.delete(2, in: room, by: people[0])
            try await site.edit(3, to: "Three", in: room, by: people[0])
            let changed = try await messages.changes(since: seen.revision, in: access)
            #expect(changed.messages.map(\.number) == [1, 2, 3])
            #expect(changed.messages[0].reactions.map(\.count) == [1] && changed.messages[2].text == "Three")
            #expect(try await messages.changes(since: changed.revision, in: access).messages.isEmpty)
        }
    }

    @Test func `many changes are read in pieces`() async throws {
        try await withHistory { site, ada, room in
            try await site.fill(room, by: ada, count: 250)
            let access = try await site.access(ada, room)
            var (numbers, revision, isMore) = ([Int64](), Int64(0), true)
            while isMore {
                let changes = try await site.conversation.messages.changes(since: revision, in: access)
                numbers += changes.messages.map(\.number)
                (revision, isMore) = (changes.revision, changes.isMore)
            }
            #expect(numbers == Array(1...450))
        }
    }

    @Test func `messages of people whom one has blocked are marked for oneself alone`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Hello", in: room, by: people[0])
            try await site.conversation.people.block(username: "ada", by: people[1])
            #expect(try await site.page(in: room, by: people[1]).own.blocked == [people[0]])
            #expect(try await site.page(in: room, by: people[0]).own.blocked.isEmpty)
        }
    }

    @Test func `files of a room are listed with the newest message first`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            for number in 0..<60 {
                let file = try await site.file("\(number).webp", in: room, by: ada)
                try await site.post("", in: room, by: ada, files: [file])
            }
            _ = try await site.file("waits.webp", in: room, by: ada)
            let member = try await site.member(ada, room)
            let files = site.conversation.attachments
            let first = try await files.files(of: member)
            let second = try await files.files(
                of: member, before: first.last.map { ($0.number, $0.attachment.id) })
            #expect((first + second).map(\.number) == (1...60).reversed())
            #expect(first.count == 50 && first[0].attachment.name == "59.webp")
        }
    }
}
