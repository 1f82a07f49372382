import Accounts
import Testing

@testable import Conversation

struct ReceiptTests {
    private func mark(
        _ id: User.ID, delivered: Int64 = 0, read: Int64 = 0, sends: Bool = true, blocks: Set<User.ID> = []
    ) -> ReadMark {
        ReadMark(
            person: Participant(
                id: id, username: "p\(id)", nickname: "p\(id)", avatar: nil, avatarSeed: 0, isApp: false),
            deliveredNumber: max(delivered, read), readNumber: read, sendsReceipts: sends, blocked: blocks)
    }

    private func stages(_ receipts: Receipts?, _ numbers: ClosedRange<Int64>) -> [Receipt.Stage?] {
        numbers.map { receipts?.receipt(of: $0).stage }
    }

    @Test func `a message is sent, delivered, read by some and read by all`() {
        let pair = Receipts([mark(1), mark(2, delivered: 3, read: 2)], for: 1)
        #expect(stages(pair, 1...4) == [.read, .read, .delivered, .sent])
        let group = Receipts([mark(1), mark(2, read: 3), mark(3, delivered: 4, read: 1)], for: 1)
        #expect(stages(group, 1...5) == [.read, .readBySome, .readBySome, .delivered, .sent])
        #expect(group?.receipt(of: 2).readers == 1)
    }

    @Test func `who sends no receipts sees none, and is not seen`() {
        let marks = [mark(1, read: 5), mark(2, read: 5, sends: false), mark(3, read: 4)]
        #expect(Receipts(marks, for: 2) == nil)
        #expect(Receipts(marks, for: 9) == nil)
        #expect(Receipts(Array(marks.prefix(2)), for: 1) == nil)
        let seen = Receipts(marks, for: 1)
        #expect(seen?.marks.map(\.person.id) == [3])
        // It is not known whether all have read it.
        #expect(stages(seen, 4...5) == [.readBySome, .sent])
    }

    @Test func `people one of whom has blocked the other exchange no receipts`() {
        let marks = [mark(1, read: 5, blocks: [2]), mark(2, read: 5), mark(3, read: 5)]
        #expect(Receipts(marks, for: 1)?.marks.map(\.person.id) == [3])
        #expect(Receipts(marks, for: 2)?.marks.map(\.person.id) == [3])
        #expect(Receipts(marks, for: 3)?.marks.map(\.person.id) == [1, 2])
        #expect(Receipts(Array(marks.prefix(2)), for: 2) == nil)
    }

    @Test func `a block ends the receipts of a conversation`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            for person in people {
                #expect(try await site.conversation.memberships.receipts(for: site.member(person, room)) != nil)
            }
            try await site.conversation.people.block(username: "ada", by: people[1])
            for person in people {
                #expect(try await site.conversation.memberships.receipts(for: site.member(person, room)) == nil)
                #expect(try await site.conversation.messages.mayPost(site.member(person, room)) == false)
            }
            let all = try await site.conversation.feed.receipts(in: room, newest: 10)
            #expect(people.allSatisfy { all?.receipts(for: $0) == nil })
        }
    }

    @Test func `each stage stands once, under the last message that has got so far`() {
        let receipts = Receipts([mark(1), mark(2, delivered: 8, read: 4)], for: 1)
        let shown = receipts?.shown(under: [1, 3, 5, 7, 9, 10]).mapValues(\.stage)
        #expect(shown == [3: .read, 7: .delivered, 10: .sent])
        #expect(receipts?.shown(under: []) == [:])
    }

    @Test func `marks move with what people do, and only in direct conversations`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.conversation.rooms.direct(with: [people[1]], by: people[0]).id
            for text in ["one", "two", "three"] { try await site.post(text, in: room, by: people[0]) }
            func shown() async throws -> [Int64: Receipt.Stage] {
                try await site.page(in: room, by: people[0]).shownReceipts.mapValues(\.stage)
            }
            #expect(try await shown() == [3: .sent])
            try await site.conversation.feed.markDelivered(upTo: 2, in: room, [people[1]])
            #expect(try await shown() == [2: .delivered, 3: .sent])
            try await site.conversation.feed.markDelivered(upTo: 1, in: room, people)
            #expect(try await shown() == [2: .delivered, 3: .sent])
            let events = site.conversation.events.listen()
            try await site.conversation.memberships.markRead(upTo: 1, by: site.member(people[1], room))
            var heard = events.makeAsyncIterator()
            #expect(await heard.next()?.kind == .read)
            // Whoever opens the conversation has been sent all of it.
            #expect(try await shown() == [1: .read, 3: .delivered])
            try await site.delete(1, in: room, by: people[0])
            #expect(try await shown() == [3: .delivered])
            #expect(try await site.page(in: room, by: people[1]).shownReceipts.isEmpty)
            try await site.execute("UPDATE user SET sendsReceipts = 0 WHERE id = ?", [people[1]])
            #expect(try await site.page(in: room, by: people[0]).receipts == nil)
            let closed = try await site.room(of: people[0], people[1])
            try await site.post("Hello", in: closed, by: people[0])
            #expect(try await site.page(in: closed, by: people[0]).receipts == nil)
            #expect(try await site.conversation.feed.receipts(in: closed, newest: 500) == nil)
        }
    }

    @Test func `all members are read at once, each with what they see`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.conversation.rooms.direct(with: Set(people[1...]), by: people[0]).id
            for person in people { try await site.post("Hello", in: room, by: person) }
            let found = try #require(try await site.conversation.feed.receipts(in: room, newest: 500))
            #expect(found.members == Set(people))
            #expect(found.shown(to: people[0]).mapValues(\.stage) == [1: .read])
            #expect(found.shown(to: people[1]) == [2: Receipt(stage: .readBySome, readers: 1)])
            #expect(found.shown(to: people[2]).mapValues(\.stage) == [3: .sent])
            let newest = try await site.conversation.feed.receipts(in: room, newest: 2)
            #expect(newest?.shown(to: people[0]) == [:])
        }
    }
}
