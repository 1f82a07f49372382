import Accounts
import Storage
import TestSupport
import Testing

@testable import Conversation

struct OutgoingWebhookTests {
    private func make(_ site: TestSite, in room: Room.ID, by person: User.ID) async throws -> OutgoingWebhook {
        let pump = try NewOutgoingWebhook(name: "Pump", address: "https://pump.example/", word: "", allowsHTTP: false)
        return try await site.conversation.outgoingHooks.make(pump, by: site.moderator(person, room))
    }

    /// Has deliveries fail until the hook is given up, and some that come too late.
    private func giveUp(_ site: TestSite, in room: Room.ID, by person: User.ID) async throws {
        let hooks = site.conversation.outgoingHooks
        for number in 1...OutgoingWebhookService.failureLimit { try await site.post("\(number)", in: room, by: person) }
        while case let due = try await hooks.due(.other, limit: 4), !due.isEmpty {
            for delivery in due {
                try await hooks.finish(delivery, HookOutcome(status: 500, problem: nil, milliseconds: 5_000))
            }
        }
    }

    private func inbox(_ site: TestSite, _ person: User.ID) async throws -> [String] {
        try await site.conversation.mentions.page(of: person).mentions.map {
            "\($0.kind) \($0.webhook ?? "-") in \($0.room.name)\($0.isRead ? "" : " new")"
        }
    }

    @Test func `the owners of a room hear once that a webhook was given up, and no other member`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1], people[2])
            try await site.setRole(.owner, of: people[1], in: room)
            try await site.setRole(.moderator, of: people[2], in: room)
            let hook = try await make(site, in: room, by: people[2])
            try await giveUp(site, in: room, by: people[2])
            for owner in people[..<2] {
                #expect(try await inbox(site, owner) == ["webhook Pump in Garden new"])
                #expect(try await site.conversation.mentions.unread(of: owner) == 1)
            }
            #expect(try await inbox(site, people[2]).isEmpty)
            let entry = try #require(try await site.conversation.mentions.page(of: people[0]).mentions.first)
            #expect(entry.at == site.clock.now && entry.message == nil)
            try await site.conversation.mentions.markRead(upTo: entry.id, of: people[0])
            #expect(try await inbox(site, people[0]) == ["webhook Pump in Garden"])
            // Whoever takes it up again has settled it for all, until it is given up again.
            try await site.conversation.outgoingHooks.enable(hook.id, by: site.moderator(people[2], room))
            #expect(try await inbox(site, people[0]).isEmpty)
            #expect(try await site.conversation.mentions.unread(of: people[1]) == 0)
            try await giveUp(site, in: room, by: people[2])
            #expect(try await inbox(site, people[0]) == ["webhook Pump in Garden new"])
        }
    }

    private func audited(_ site: TestSite) async throws -> [String] {
        try await site.database.read { db in
            try db.rows("SELECT action, detail FROM auditEntry WHERE action LIKE 'hook%' ORDER BY id") {
                "\($0[0] as String) \($0[1] as String)"
            }
        }
    }

    private func due(_ site: TestSite) async throws -> Int {
        try await site.conversation.outgoingHooks.due(.other, limit: 4).count
    }

    @Test(arguments: ["removed", "disabled"])
    func `a webhook is no longer told when its maker may not read the room, until somebody else answers for it`(
        how: String
    ) async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.setRole(.moderator, of: people[1], in: room)
            let hook = try await make(site, in: room, by: people[1])
            try await site.post("Heard", in: room, by: people[0])
            #expect(try await due(site) == 1)
            if how == "removed" {
                try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            } else {
                try await site.disable(people[1])
            }
            try await site.post("Secret", in: room, by: people[0])
            let ada = try await site.moderator(people[0], room)
            let shown = try await site.conversation.outgoingHooks.hooks(of: ada).map(\.hook)
            #expect(shown.map(\.disabledAt) == [site.clock.now] && shown.map(\.failures) == [0])
            #expect(try await inbox(site, people[0]) == ["webhook Pump in Garden new"])
            #expect(try await audited(site) == ["hookMade Pump", "hookDisabled Pump"])
            site.clock.advance(by: 3_600)
            #expect(try await due(site) == 0)
            try await site.conversation.outgoingHooks.enable(hook.id, by: ada)
            try await site.post("Heard again", in: room, by: people[0])
            #expect(try await due(site) == 1)
        }
    }

    @Test func `what waits for another attempt is not told when the maker may not read the room any more`() async throws
    {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.setRole(.moderator, of: people[1], in: room)
            let hooks = site.conversation.outgoingHooks
            _ = try await make(site, in: room, by: people[1])
            for text in ["One", "Two"] { try await site.post(text, in: room, by: people[0]) }
            let failure = HookOutcome(status: 500, problem: nil, milliseconds: 5_000)
            for delivery in try await hooks.due(.other, limit: 4) { try await hooks.finish(delivery, failure) }
            let last = try #require(try await hooks.due(.other, limit: 4).first)
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            site.clock.advance(by: 86_400)
            #expect(try await hooks.due(.other, limit: 4).isEmpty)
            #expect(try await inbox(site, people[0]) == ["webhook Pump in Garden new"])
            // One that was under way is over as well.
            try await hooks.finish(last, failure)
            site.clock.advance(by: 86_400)
            #expect(try await hooks.due(.other, limit: 4).isEmpty)
            #expect(try await hooks.waiting() == 0)
        }
    }

    @Test func `a notice counts in the inbox and not beside the room, and reading the room leaves it`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            _ = try await make(site, in: room, by: people[0])
            try await giveUp(site, in: room, by: people[0])
            try await site.post("@ada", in: room, by: people[1], mentioning: ["ada"])
            func counts() async throws -> [Int] {
                [
                    try await site.mentions(people[0], room) ?? -1,
                    try await site.conversation.mentions.unread(of: people[0]),
                    try await site.conversation.rooms.joined(by: people[0]).unreadMentions,
                    try await site.conversation.rooms.list(for: people[0]).map(\.joined).unreadMentions,
                ]
            }
            #expect(try await counts() == [1, 2, 2, 2])
            try await site.conversation.memberships.markRead(upTo: .max, by: site.member(people[0], room))
            #expect(try await counts() == [0, 1, 1, 1])
            let newest = try #require(try await site.conversation.mentions.page(of: people[0]).mentions.first)
            try await site.conversation.mentions.markRead(upTo: newest.id, of: people[0])
            #expect(try await counts() == [0, 0, 0, 0])
        }
    }

    @Test func `a notice goes with its webhook, and with the membership`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.setRole(.owner, of: people[1], in: room)
            let hook = try await make(site, in: room, by: people[0])
            try await giveUp(site, in: room, by: people[0])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            #expect(try await inbox(site, people[1]).isEmpty)
            try await site.conversation.outgoingHooks.revoke(hook.id, by: site.moderator(people[0], room))
            #expect(try await inbox(site, people[0]).isEmpty)
            #expect(try await site.conversation.mentions.unread(of: people[0]) == 0)
        }
    }

    @Test func `where a room has no owner who could look, the administrators in it hear of it`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let admin = try await site.person("root1", .administrator)
            let everyone = try await site.everyone()
            _ = try await make(site, in: everyone, by: admin)
            try await giveUp(site, in: everyone, by: people[0])
            #expect(try await inbox(site, admin) == ["webhook Pump in Everyone new"])
            #expect(try await inbox(site, people[0]).isEmpty)
            let room = try await site.room(.open, of: people[0], people[1])
            _ = try await make(site, in: room, by: people[0])
            try await site.disable(people[0])
            try await giveUp(site, in: room, by: people[1])
            // The administrator is not in that room.
            #expect(try await inbox(site, admin).count == 1)
            #expect(try await inbox(site, people[0]).isEmpty)
        }
    }

    @Test func `addresses that keep the site waiting do not keep up those that answer soon`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let hooks = site.conversation.outgoingHooks
            let made = [try await make(site, in: room, by: ada), try await make(site, in: room, by: ada)]
            for milliseconds in [[10, 5_000], [5_000, 10]] {
                try await site.post("Hello", in: room, by: ada)
                var due: [HookDelivery] = []
                for queue in HookQueue.allCases { due += try await hooks.due(queue, limit: 4) }
                for delivery in due {
                    let index = try #require(made.firstIndex { $0.id == delivery.hook.id })
                    let outcome = HookOutcome(status: 200, problem: nil, milliseconds: milliseconds[index])
                    try await hooks.finish(delivery, outcome)
                }
                try await site.post("Again", in: room, by: ada)
                let quick = try #require(milliseconds.firstIndex(of: 10))
                for (queue, index) in [(HookQueue.quick, quick), (.other, 1 - quick)] {
                    let next = try await hooks.due(queue, limit: 4)
                    #expect(next.map(\.hook.id) == [made[index].id])
                    for delivery in next { try await hooks.drop(delivery) }
                }
            }
        }
    }

    @Test func `what is new for a feed reader does not have it`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            _ = try await make(site, in: room, by: ada)
            try await giveUp(site, in: room, by: ada)
            #expect(try await site.conversation.news.latest(for: ada).isEmpty)
        }
    }
}
