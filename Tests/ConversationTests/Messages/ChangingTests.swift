import Accounts
import Foundation
import TestSupport
import Testing

@testable import Conversation

struct ChangingTests {
    @Test func `an edit keeps the former texts for moderators`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Frist", in: room, by: people[1])
            site.clock.advance(by: 60)
            try await site.edit(1, to: "First", in: room, by: people[1])
            try await site.edit(1, to: "First", in: room, by: people[1])
            try await site.edit(1, to: "First!", in: room, by: people[1])
            let message = try await site.message(1, in: room, by: people[0])
            #expect(message.text == "First!" && message.editedAt == TestClock.start + 60)
            let versions = try await site.conversation.messages.versions(of: 1, by: site.moderator(people[0], room))
            #expect(versions.map(\.text) == ["Frist", "First"])
            #expect(versions.map(\.writtenAt) == [TestClock.start, TestClock.start + 60])
            await expect(AccessRefusal.notAllowed) { _ = try await site.moderator(people[1], room) }
        }
    }

    @Test func `nobody edits the message of another, not even an administrator`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let admin = try await site.person("root1", .administrator)
            let room = try await site.room(of: people[0], people[1], admin)
            try await site.post("Mine", in: room, by: people[1])
            for person in [people[0], admin] {
                await expect(AccessRefusal.notAllowed) {
                    try await site.edit(1, to: "Yours", in: room, by: person)
                }
            }
        }
    }

    @Test func `a message is edited so many times at most, and never to nothing`() async throws {
        var limits = ConversationLimits.generous
        limits.versionsPerMessage = 2
        try await withSite(limits: limits) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("0", in: room, by: ada)
            for number in 1...2 { try await site.edit(1, to: "\(number)", in: room, by: ada) }
            await expect(MessageService.Refusal.tooManyEdits) { try await site.edit(1, to: "3", in: room, by: ada) }
            let empty = try MessageBody("", allowsEmpty: true)
            await expect(TextProblem.empty) {
                try await site.conversation.messages.edit(1, to: empty, as: site.member(ada, room))
            }
        }
    }

    @Test func `a deleted message is a place without content`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let file = try await site.file("secret.webp", in: room, by: people[0])
            try await site.post("Secret @bruno", in: room, by: people[0], mentioning: ["bruno"], files: [file])
            let member = try await site.member(people[1], room)
            try await site.conversation.messages.react(Emoji("👍")!, to: 1, as: member)
            try await site.conversation.messages.setPinned(true, 1, as: member)
            try await site.edit(1, to: "Still secret @bruno", in: room, by: people[0], mentioning: ["bruno"])
            for _ in 0..<2 { try await site.delete(1, in: room, by: people[0]) }
            let message = try await site.message(1, in: room, by: people[1])
            #expect(message.isDeleted && message.text.isEmpty && message.author?.username == "ada")
            #expect(message.reactions.isEmpty && message.attachments.isEmpty && message.pinnedAt == nil)
            #expect(message.editedAt == nil)
            #expect(try await site.mentions(people[1], room) == 0)
            for table in ["reaction", "mention", "messageVersion", "attachment WHERE name <> ''"] {
                #expect(try await site.count(table) == 0, "\(table)")
            }
            #expect(try await site.post("Next", in: room, by: people[1]) == 2)
        }
    }

    @Test func `a deleted message is not edited, pinned, reacted to or reported`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Oops", in: room, by: people[0])
            try await site.delete(1, in: room, by: people[0])
            let messages = site.conversation.messages
            let member = try await site.member(people[0], room)
            await expect(MessageService.Refusal.isDeleted) {
                try await site.edit(1, to: "Again", in: room, by: people[0])
            }
            await expect(MessageService.Refusal.isDeleted) { try await messages.setPinned(true, 1, as: member) }
            await expect(MessageService.Refusal.isDeleted) { try await messages.react(Emoji("👍")!, to: 1, as: member) }
            await expect(AccessRefusal.notFound) {
                try await site.conversation.moderation.report(
                    1, ReportReason("Bad"), by: site.member(people[1], room))
            }
        }
    }

    @Test func `members delete their own messages and moderators everyone's, which is written down`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let admin = try await site.person("root1", .administrator)
            let room = try await site.room(of: people[0], people[1], people[2])
            for _ in 1...3 { try await site.post("Hello", in: room, by: people[1]) }
            await expect(AccessRefusal.notAllowed) { try await site.delete(1, in: room, by: people[2]) }
            try await site.delete(1, in: room, by: people[1])
            try await site.delete(2, in: room, by: people[0])
            let page = try await site.page(in: room, by: people[1])
            #expect(page.messages.map(\.isDeleted) == [true, true, false])
            let audit = try await site.conversation.moderation.audit(by: admin)
            #expect(audit.entries.filter { $0.action == .messageDeleted }.map(\.number) == [2])
            #expect(audit.entries.first?.actor?.id == people[0] && audit.entries.first?.subject?.id == people[1])
        }
    }

    @Test func `reactions are counted, and one's own are marked`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1], people[2])
            try await site.post("Cake!", in: room, by: people[0])
            let (cake, heart) = (Emoji("🍰")!, Emoji("❤️")!)
            let messages = site.conversation.messages
            for person in people { try await messages.react(cake, to: 1, as: site.member(person, room)) }
            site.clock.advance(by: 1)
            for _ in 0..<2 { try await messages.react(heart, to: 1, isOn: true, as: site.member(people[1], room)) }
            try await messages.react(cake, to: 1, as: site.member(people[2], room))
            let page = try await site.page(in: room, by: people[1])
            #expect(page.messages[0].reactions.map(\.emoji) == [cake, heart])
            #expect(page.messages[0].reactions.map(\.count) == [2, 1])
            #expect(page.messages[0].reactions.map { $0.people.map(\.id) } == [Array(people.prefix(2)), [people[1]]])
            #expect(page.own.reactions == [1: [cake, heart]])
            #expect(try await site.page(in: room, by: people[2]).own.reactions.isEmpty)
        }
    }

    @Test func `those who reacted first are named, and all are counted`() async throws {
        try await withSite { site in
            var people: [User.ID] = []
            for number in 1...Message.Reaction.namedLimit + 2 {
                people.append(try await site.person("person\(number)"))
            }
            let room = try await site.everyone()
            try await site.post("Cake!", in: room, by: people[0])
            for person in people.reversed() {
                site.clock.advance(by: 1)
                try await site.conversation.messages.react(Emoji("🍰")!, to: 1, as: site.member(person, room))
            }
            let page = try await site.page(in: room, by: people[0])
            #expect(page.messages[0].reactions.map(\.count) == [people.count])
            #expect(page.messages[0].reactions.first?.people.map(\.id) == people.reversed().dropLast(2))
            #expect(page.own.reactions == [1: [Emoji("🍰")!]])
        }
    }

    @Test func `a message has so many different emoji at most`() async throws {
        var limits = ConversationLimits.generous
        limits.emojiPerMessage = 2
        try await withSite(limits: limits) { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Cake!", in: room, by: people[0])
            let members = [try await site.member(people[0], room), try await site.member(people[1], room)]
            for emoji in ["🍰", "👍"] {
                try await site.conversation.messages.react(Emoji(emoji)!, to: 1, as: members[0])
            }
            await expect(MessageService.Refusal.tooManyEmoji) {
                try await site.conversation.messages.react(Emoji("🎉")!, to: 1, as: members[1])
            }
            try await site.conversation.messages.react(Emoji("👍")!, to: 1, as: members[1])
        }
    }

    @Test(arguments: ["👍", "❤️", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☺", "☺️"])
    func `this is an emoji`(text: String) {
        #expect(Emoji(text)?.text == text)
    }

    @Test(arguments: [
        "", "a", "1", "#", "👍👍", "<b>", "é", "\u{200D}", "\u{FE0F}", "👍" + String(repeating: "\u{301}", count: 99),
    ])
    func `this is no emoji`(text: String) {
        #expect(Emoji(text) == nil)
    }

    @Test func `at most 20 messages are pinned, those pinned last first`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 21)
            let (messages, member) = (site.conversation.messages, try await site.member(ada, room))
            for number in 1...20 as ClosedRange<Int64> {
                site.clock.advance(by: 1)
                for _ in 0..<2 { try await messages.setPinned(true, number, as: member) }
            }
            await expect(MessageService.Refusal.tooManyPins) { try await messages.setPinned(true, 21, as: member) }
            #expect(try await messages.pins(in: member.access).map(\.number) == (1...20).reversed())
            for _ in 0..<2 { try await messages.setPinned(false, 7, as: member) }
            try await messages.setPinned(true, 21, as: member)
            #expect(try await messages.pins(in: member.access).map(\.number).prefix(2) == [21, 20])
        }
    }

    @Test func `what a person may do with a message depends on who they are`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(.open, of: people[0], people[1])
            try await site.post("Hello", in: room, by: people[1])
            func detail(_ person: Int64) async throws -> MessageDetail {
                try await site.conversation.messages.message(1, in: site.access(person, room))
            }
            let (owner, author, visitor) = (
                try await detail(people[0]), try await detail(people[1]), try await detail(people[2])
            )
            #expect(owner.canReply && owner.canDelete && !owner.canEdit && owner.canReport && owner.canPin)
            #expect(author.canReply && author.canDelete && author.canEdit && !author.canReport && author.canReact)
            #expect(!visitor.canReply && !visitor.canDelete && !visitor.canEdit && !visitor.canReport)
            #expect(!owner.canSeeVersions)
            try await site.edit(1, to: "Hello!", in: room, by: people[1])
            #expect(try await detail(people[0]).canSeeVersions)
            #expect(try await !detail(people[1]).canSeeVersions)
        }
    }

    @Test func `actions are limited, too`() async throws {
        try await withSite(limits: ConversationLimits()) { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("Hello", in: room, by: ada)
            let member = try await site.member(ada, room)
            for _ in 0..<30 { try await site.conversation.messages.react(Emoji("👍")!, to: 1, as: member) }
            await #expect(throws: TooFast.self) {
                try await site.conversation.messages.react(Emoji("👍")!, to: 1, as: member)
            }
        }
    }

    @Test func `replies change with the message that they quote`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Secret", in: room, by: people[0])
            for _ in 1...2 { try await site.post("Really?", in: room, by: people[1], replyTo: 1) }
            try await site.post("Something else", in: room, by: people[1])
            let access = try await site.access(people[1], room)
            func changes(_ change: () async throws -> Void) async throws -> [Message] {
                let revision = try await site.access(people[1], room).room.revision
                try await change()
                let changes = try await site.conversation.messages.changes(since: revision, in: access)
                #expect(changes.messages.last?.revision == changes.revision)
                return changes.messages
            }
            let edited = try await changes { try await site.edit(1, to: "Public", in: room, by: people[0]) }
            #expect(edited.map(\.number) == [1, 3, 2])
            #expect(edited.dropFirst().map { $0.reply?.excerpt?.text } == ["Public", "Public"])
            let deleted = try await changes { try await site.delete(1, in: room, by: people[0]) }
            #expect(deleted.map(\.number) == [1, 3, 2])
            #expect(deleted.dropFirst().allSatisfy { $0.reply?.excerpt?.isDeleted == true })
        }
    }

    @Test func `whoever follows a room is told of the replies with the message`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("Secret", in: room, by: ada)
            try await site.post("Really?", in: room, by: ada, replyTo: 1)
            var events = site.conversation.events.listen(buffer: 10).makeAsyncIterator()
            try await site.delete(1, in: room, by: ada)
            let revision = try await site.access(ada, room).room.revision
            #expect(await events.next() == RoomEvent(room: room, revision: revision, number: 1, kind: .deleted))
        }
    }
}
