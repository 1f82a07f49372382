import Foundation
import TestSupport
import Testing

@testable import Conversation

struct PostingTests {
    @Test func `a message is there as it was written, with its author`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            #expect(try await site.post("Hello *you*\r\nand you\u{0}", in: room, by: ada) == 1)
            let message = try await site.message(1, in: room, by: ada)
            #expect(message.text == "Hello *you*\nand you")
            #expect(message.author?.username == "ada" && message.author?.nickname == "Ada")
            #expect(message.createdAt == TestClock.start && message.editedAt == nil && !message.isDeleted)
        }
    }

    @Test(arguments: ["", " \n\t", "\u{200B}\u{FEFF}"])
    func `an empty message is refused`(text: String) {
        #expect(throws: TextProblem.empty) { try MessageBody(text) }
    }

    @Test func `a message has up to 4,000 characters, and what is longer is not looked at`() throws {
        #expect(try MessageBody(String(repeating: "ä", count: 4_000)).text.count == 4_000)
        #expect(throws: TextProblem.tooLong(characters: 4_001)) {
            try MessageBody(String(repeating: "a", count: 4_001))
        }
        #expect(throws: TextProblem.tooLong(characters: nil)) {
            try MessageBody(String(repeating: "👨‍👩‍👧‍👦", count: 1_000))
        }
        #expect(throws: TextProblem.tooLong(characters: nil)) {
            try MessageBody("a" + String(repeating: "\u{301}", count: 1_000_000))
        }
    }

    @Test func `the same key twice is one message`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let draft = MessageDraft(try MessageBody("Once"), key: MessageKey())
            let member = try await site.member(ada, room)
            let first = try await site.conversation.messages.post(draft, as: member)
            let second = try await site.conversation.messages.post(draft, as: member)
            #expect(first == PostedMessage(room: room, number: 1, isRepeat: false))
            #expect(second == PostedMessage(room: room, number: 1, isRepeat: true))
            #expect(try await site.page(in: room, by: ada).messages.count == 1)
        }
    }

    @Test func `the same key 50 times at once is one message, within the limits of a person`() async throws {
        try await withSite(limits: ConversationLimits()) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let draft = MessageDraft(try MessageBody("Once"), key: MessageKey())
            let member = try await site.member(ada, room)
            let posted = try await withThrowingTaskGroup(of: PostedMessage.self) { group in
                for _ in 0..<50 { group.addTask { try await site.conversation.messages.post(draft, as: member) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(posted.count { !$0.isRepeat } == 1 && Set(posted.map(\.number)) == [1])
            #expect(try await site.page(in: room, by: ada).messages.count == 1)
        }
    }

    @Test func `a key that has made a message in another room is refused, and not taken for sent`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let (one, other) = (try await site.room(of: ada), try await site.room(of: ada))
            let key = MessageKey()
            try await site.post("Here", in: one, by: ada, key: key)
            await expect(MessageService.Refusal.usedKey) { try await site.post("There", in: other, by: ada, key: key) }
            #expect(try await site.page(in: other, by: ada).messages.isEmpty)
        }
    }

    @Test func `the same key of two people is two messages`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let key = MessageKey()
            #expect(try await site.post("Mine", in: room, by: people[0], key: key) == 1)
            #expect(try await site.post("Mine too", in: room, by: people[1], key: key) == 2)
        }
    }

    @Test func `a repeat is recognised when the person may post no more for now`() async throws {
        try await withSite(limits: ConversationLimits()) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let key = MessageKey()
            try await site.post("First", in: room, by: ada, key: key)
            for number in 2...10 { try await site.post("\(number)", in: room, by: ada) }
            await #expect(throws: TooFast.self) { try await site.post("Eleven", in: room, by: ada) }
            #expect(try await site.post("First", in: room, by: ada, key: key) == 1)
        }
    }

    @Test func `numbers have no gaps when many post at once and some fail`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1], people[2])
            let member = try await site.member(people[0], room)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<90 {
                    group.addTask { try await site.post("\(number)", in: room, by: people[number % 3]) }
                    guard number.isMultiple(of: 3) else { continue }
                    group.addTask {
                        let draft = MessageDraft(try MessageBody("With a file"), key: MessageKey(), attachments: [999])
                        await expect(MessageService.Refusal.noSuchAttachment) {
                            _ = try await site.conversation.messages.post(draft, as: member)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let first = try await site.page(.after(0), in: room, by: people[0]).messages
            let second = try await site.page(.after(50), in: room, by: people[0]).messages
            #expect((first + second).map(\.number) == Array(1...90))
            #expect((first + second).map(\.revision) == (first + second).map(\.revision).sorted())
        }
    }

    @Test func `ten messages at once, then one a second, for each room by itself`() async throws {
        try await withSite(limits: ConversationLimits()) { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            for number in 1...10 { try await site.post("\(number)", in: room, by: people[0]) }
            await #expect(throws: TooFast.self) { try await site.post("Eleven", in: room, by: people[0]) }
            try await site.post("Others are not slowed", in: room, by: people[1])
            try await site.post("Nor other rooms", in: site.everyone(), by: people[0])
            site.clock.advance(by: 1)
            try await site.post("Twelve", in: room, by: people[0])
            await #expect(throws: TooFast.self) { try await site.post("Thirteen", in: room, by: people[0]) }
        }
    }

    @Test func `who waits is told for how long`() {
        let limiter = RateLimiter(limits: ConversationLimits())
        let key = RateLimiter.Key(person: 1, room: 1, action: .message)
        for _ in 0..<10 { #expect(limiter.take(key, at: TestClock.start) == nil) }
        #expect(limiter.take(key, at: TestClock.start + 0.25) == 0.75)
        #expect(limiter.take(key, at: TestClock.start + 1) == nil)
        // A clock that goes backwards gives nothing.
        #expect(limiter.take(key, at: TestClock.start - 100) == 1)
    }

    @Test func `a reply quotes what it answers`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Question?", in: room, by: people[0])
            try await site.post("Answer", in: room, by: people[1], replyTo: 1)
            let reply = try #require(try await site.message(2, in: room, by: people[0]).reply)
            #expect(reply.number == 1 && reply.excerpt?.text == "Question?")
            #expect(reply.excerpt?.author?.username == "ada")
            try await site.delete(1, in: room, by: people[0])
            let after = try #require(try await site.message(2, in: room, by: people[0]).reply)
            #expect(after.excerpt?.isDeleted == true && after.excerpt?.text == "")
        }
    }

    @Test func `nobody answers what is not there`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            for number in [99, 0, -1, .max] as [Int64] {
                await expect(MessageService.Refusal.noSuchReply) {
                    try await site.post("Answer", in: room, by: ada, replyTo: number)
                }
            }
            #expect(try await site.page(in: room, by: ada).messages.isEmpty)
        }
    }

    @Test func `files go with a message, and only one's own that wait in this room`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let own = try await site.file(in: room, by: people[0])
            let foreign = try await site.file(in: room, by: people[1])
            let elsewhere = try await site.file(in: site.everyone(), by: people[0])
            try await site.post("", in: room, by: people[0], files: [own])
            for file in [own, foreign, elsewhere, 999] {
                await expect(MessageService.Refusal.noSuchAttachment) {
                    try await site.post("Mine", in: room, by: people[0], files: [file])
                }
            }
            let message = try await site.message(1, in: room, by: people[1])
            #expect(message.attachments.map(\.name) == ["picture.webp"] && message.attachments[0].width == 640)
            #expect(try await site.page(in: room, by: people[0]).messages.count == 1)
            await expect(TextProblem.empty) { try await site.post("", in: room, by: people[0]) }
        }
    }

    @Test func `a message has a limited number of files and mentions`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            await expect(MessageService.Refusal.tooManyAttachments) {
                try await site.post("Files", in: room, by: ada, files: Array(1...11))
            }
            await expect(MessageService.Refusal.tooManyMentions) {
                try await site.post("All", in: room, by: ada, mentioning: Set((0...50).map { "person\($0)" }))
            }
        }
    }

    @Test func `a key is read as it was written, and nothing else is a key`() {
        let key = MessageKey()
        #expect(MessageKey(encoded: key.encoded) == key && key.encoded.utf8.count == 32)
        for text in [
            "", "abc", String(repeating: "g", count: 32), key.encoded + "0", String(repeating: "é", count: 16),
        ] {
            #expect(MessageKey(encoded: text) == nil)
        }
    }
}
