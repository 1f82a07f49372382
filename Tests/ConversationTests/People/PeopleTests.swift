import Testing

@testable import Conversation

struct PeopleTests {
    @Test func `a person's page has the rooms that both are in`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            _ = try await site.room(.closed, "Kitchen", of: people[0], people[1])
            _ = try await site.room(.closed, "Secret", of: people[0], people[2])
            _ = try await site.conversation.rooms.direct(with: [people[1]], by: people[0])
            let left = try await site.room(.open, "Left", of: people[0], people[1])
            try await site.conversation.memberships.leave(site.member(people[1], left))
            let page = try await site.conversation.people.page(of: "ada", by: people[1])
            #expect(page.roomsInCommon.map(\.name) == ["Everyone", "Kitchen"])
            #expect(page.profile.participant.nickname == "Ada" && page.canMessage && !page.isBlocked)
            #expect(try await !site.conversation.people.page(of: "bruno", by: people[1]).canMessage)
            await expect(PeopleService.Refusal.noSuchPerson) {
                _ = try await site.conversation.people.page(of: "x", by: people[0])
            }
        }
    }

    @Test func `those of many names that people have are found`() async throws {
        try await withSite { site in
            let ids = try await site.people("ada", "bruno", "mei")
            let people = site.conversation.people
            #expect(try await people.existing(usernames: ["ada", "mei", "x", "Bruno", "' OR 1=1"]) == ["ada", "mei"])
            #expect(try await people.accounts(named: ["bruno", "y"]) == ["bruno": ids[1]])
            #expect(try await people.existing(usernames: []).isEmpty)
            let many = Set((0..<2_000).map { "nobody\($0)" })
            #expect(try await people.existing(usernames: many).isEmpty)
        }
    }

    @Test func `people are found by name who share a room, can sign in, and are somebody else`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "adam", "adriana", "adrian", "adele")
            try await site.execute("UPDATE room SET deletedAt = 1 WHERE includesEveryone")
            try await site.execute("DELETE FROM membership")
            let room = try await site.room(of: people[0], people[1], people[2], people[4])
            _ = try await site.room(of: people[3])
            try await site.disable(people[4])
            let found = { (name: String) in
                try await site.conversation.people.search(name, by: people[0]).map(\.username)
            }
            #expect(try await found(" AD ") == ["adam", "adriana"])
            #expect(try await found("riana") == ["adriana"])
            for nobody in ["", " ", "%", "_", "x"] { #expect(try await found(nobody) == [], "\(nobody)") }
            try await site.conversation.memberships.leave(site.member(people[1], room))
            #expect(try await found("ad") == ["adriana"])
        }
    }

    @Test func `a status line is an emoji, a text, or both`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let people = site.conversation.people
            for status in [
                try UserStatus(emoji: Emoji("🌴"), text: " On holiday "), try UserStatus(emoji: nil, text: "Here"),
                try UserStatus(emoji: Emoji("🌴"), text: ""), try UserStatus(emoji: nil, text: "  "),
            ] {
                try await people.setStatus(status, of: ada)
                #expect(try await people.status(of: ada) == status)
                #expect(try await people.page(of: "ada", by: ada).profile.status == status)
            }
            #expect(try UserStatus(emoji: nil, text: " Here ")?.text == "Here")
            #expect(try UserStatus(emoji: nil, text: " ") == nil)
            #expect(throws: TextProblem.tooLong(characters: 81)) {
                try UserStatus(emoji: nil, text: String(repeating: "a", count: 81))
            }
        }
    }

    @Test func `people are blocked and unblocked, and not told`() async throws {
        try await withSite { site in
            let ids = try await site.people("ada", "bruno")
            let people = site.conversation.people
            for _ in 0..<2 { try await people.block(username: "ada", by: ids[1]) }
            #expect(try await people.blocked(by: ids[1]).map(\.username) == ["ada"])
            #expect(try await people.blockedAccounts(by: ids[1]) == [ids[0]])
            #expect(try await people.page(of: "ada", by: ids[1]).isBlocked)
            let other = try await people.page(of: "bruno", by: ids[0])
            #expect(!other.isBlocked && !other.canMessage)
            for _ in 0..<2 { try await people.unblock(username: "ada", by: ids[1]) }
            #expect(try await people.blocked(by: ids[1]).isEmpty)
            await expect(PeopleService.Refusal.oneself) { try await people.block(username: "ada", by: ids[0]) }
            await expect(PeopleService.Refusal.noSuchPerson) { try await people.block(username: "x", by: ids[0]) }
        }
    }

    @Test func `one blocks so many at most`() async throws {
        var limits = ConversationLimits.generous
        limits.blocksPerPerson = 1
        try await withSite(limits: limits) { site in
            let ids = try await site.people("ada", "bruno", "mei")
            try await site.conversation.people.block(username: "ada", by: ids[1])
            await expect(PeopleService.Refusal.tooManyBlocks) {
                try await site.conversation.people.block(username: "mei", by: ids[1])
            }
        }
    }
}
