import Accounts
import TestSupport
import Testing

@testable import Conversation

struct MembershipTests {
    @Test func `members of a closed room add others`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1])
            for _ in 0..<2 {
                try await site.conversation.memberships.add(username: "Mei", by: site.member(people[1], room))
            }
            #expect(try await site.member(people[2], room).room.memberCount == 3)
        }
    }

    @Test func `nobody is added who is not there or has blocked the one who adds`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0])
            let member = try await site.member(people[0], room)
            for name in ["nobody", "", String(repeating: "x", count: 100_000)] {
                await expect(MembershipService.Refusal.noSuchPerson) {
                    try await site.conversation.memberships.add(username: name, by: member)
                }
            }
            try await site.conversation.people.block(username: "ada", by: people[1])
            await expect(MembershipService.Refusal.blocked) {
                try await site.conversation.memberships.add(username: "bruno", by: member)
            }
        }
    }

    @Test func `members are found by a part of their name, a page at a time`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "brunhilde")
            let room = try await site.room(of: people[0], people[1])
            let found = { (text: String, after: User.ID?) in
                try await site.conversation.memberships.page(
                    of: site.access(people[0], room), matching: text, after: after)
            }
            let page = try await found(" BRUN", nil)
            #expect(page.members.map(\.id) == [people[1]])
            #expect(page.staff.isEmpty && page.next == nil)
            #expect(try await found("ad", nil).members.map(\.role) == [.owner])
            #expect(try await found("a", people[0]).members.isEmpty)
            #expect(try await found(" ", nil).staff.map(\.id) == [people[0]])
        }
    }

    @Test func `nobody is added who cannot sign in`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0])
            try await site.disable(people[1])
            let (member, manager) = (try await site.member(people[0], room), try await site.manager(people[0], room))
            await expect(MembershipService.Refusal.isDisabled) {
                try await site.conversation.memberships.add(username: "bruno", by: member)
            }
            await expect(MembershipService.Refusal.isDisabled) {
                try await site.conversation.memberships.add(username: "bruno", by: manager)
            }
        }
    }

    @Test func `whoever leaves a closed room finds it no more`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            await expect(AccessRefusal.notFound) { _ = try await site.access(people[1], room) }
            #expect(try await site.access(people[0], room).room.memberCount == 1)
        }
    }

    @Test func `whoever leaves an open room can look in and join again, with nothing unread`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(.open, of: people[0], people[1])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            try await site.post("Meanwhile", in: room, by: people[0])
            await expect(AccessRefusal.notMember) { _ = try await site.member(people[1], room) }
            #expect(try await site.page(in: room, by: people[1]).messages.count == 1)
            try await site.conversation.memberships.join(site.access(people[1], room))
            #expect(try await site.unread(people[1], room) == 0)
        }
    }

    @Test func `whoever was removed from an open room does not find it, until a moderator adds them again`()
        async throws
    {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(.open, of: people[0], people[1], people[2])
            let before = try await site.access(people[1], room)
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            await expect(AccessRefusal.notFound) { _ = try await site.access(people[1], room) }
            await expect(AccessRefusal.notFound) { try await site.conversation.memberships.join(before) }
            #expect(try await site.conversation.rooms.joinable(by: people[1]).isEmpty)
            await expect(AccessRefusal.notAllowed) {
                try await site.conversation.memberships.add(username: "bruno", by: site.member(people[2], room))
            }
            try await site.conversation.memberships.add(username: "bruno", by: site.member(people[0], room))
            _ = try await site.member(people[1], room)
        }
    }

    @Test func `whoever leaves before being removed cannot come back either`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(.open, of: people[0], people[1])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            let visitor = try await site.access(people[1], room)
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            await expect(AccessRefusal.notFound) { try await site.conversation.memberships.join(visitor) }
        }
    }

    @Test func `somebody who only reads along is kept out, and whoever is not there is not found`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(.open, of: people[0])
            let visitor = try await site.access(people[1], room)
            let moderator = try await site.moderator(people[0], room)
            var events = site.conversation.events.listen(buffer: 10).makeAsyncIterator()
            for _ in 1...2 { try await site.conversation.memberships.remove(people[1], by: moderator) }
            #expect(await events.next()?.kind == .membership(people[1]))
            await expect(AccessRefusal.notFound) { try await site.conversation.memberships.join(visitor) }
            await expect(AccessRefusal.notFound) { _ = try await site.access(people[1], room) }
            #expect(try await site.access(people[0], room).room.memberCount == 1)
            #expect(try await site.count("auditEntry WHERE action = 'memberRemoved'") == 1)
            await expect(AccessRefusal.notFound) {
                try await site.conversation.memberships.remove(9_999, by: moderator)
            }
        }
    }

    @Test func `moderators remove members, owners remove moderators, and nobody the last owner`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei", "noor")
            let room = try await site.room(of: people[0], people[1], people[2], people[3])
            let memberships = site.conversation.memberships
            for person in [people[1], people[2]] { try await site.setRole(.moderator, of: person, in: room) }
            let moderator = try await site.moderator(people[1], room)
            await expect(AccessRefusal.notAllowed) { try await memberships.remove(people[2], by: moderator) }
            await expect(AccessRefusal.notAllowed) { try await memberships.remove(people[0], by: moderator) }
            for _ in 0..<2 { try await memberships.remove(people[3], by: moderator) }
            let owner = try await site.moderator(people[0], room)
            try await memberships.remove(people[2], by: owner)
            await expect(MembershipService.Refusal.lastOwner) { try await memberships.remove(people[0], by: owner) }
            await expect(AccessRefusal.notAllowed) { _ = try await site.access(people[3], site.everyone()).moderator() }
        }
    }

    @Test func `the last owner stays until another is named`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let memberships = site.conversation.memberships
            await expect(MembershipService.Refusal.lastOwner) {
                try await memberships.leave(site.member(people[0], room))
            }
            let manager = try await site.manager(people[0], room)
            await expect(MembershipService.Refusal.lastOwner) {
                try await memberships.setRole(.member, of: people[0], by: manager)
            }
            try await memberships.setRole(.owner, of: people[1], by: manager)
            try await memberships.leave(site.member(people[0], room))
            // Whoever is alone may go.
            try await memberships.leave(site.member(people[1], room))
        }
    }

    @Test func `nobody leaves the room of everyone, or is removed from it`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let admin = try await site.person("root1", .administrator)
            let room = try await site.everyone()
            await expect(MembershipService.Refusal.cannotLeave) {
                try await site.conversation.memberships.leave(site.member(ada, room))
            }
            await expect(MembershipService.Refusal.cannotLeave) {
                try await site.conversation.memberships.remove(ada, by: site.moderator(admin, room))
            }
        }
    }

    @Test func `a full room takes nobody`() async throws {
        var limits = ConversationLimits.generous
        limits.membersPerRoom = 2
        try await withSite(limits: limits) { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(.open, of: people[0], people[1])
            await expect(MembershipService.Refusal.roomIsFull) {
                try await site.conversation.memberships.join(site.access(people[2], room))
            }
            #expect(try await site.member(people[2], site.everyone()).room.memberCount == 3)
        }
    }

    @Test func `members are listed page by page, owners and moderators first`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            for number in 0..<149 { try await site.person("person\(number)") }
            let room = try await site.everyone()
            try await site.setRole(.owner, of: ada, in: room)
            let access = try await site.access(ada, room)
            let first = try await site.conversation.memberships.page(of: access)
            let second = try await site.conversation.memberships.page(of: access, after: first.next)
            #expect(first.staff.map(\.participant.username) == ["ada"] && second.staff.isEmpty)
            #expect(first.members.count == 100 && second.members.count == 50 && second.next == nil)
            #expect(Set((first.members + second.members).map(\.id)).count == 150)
        }
    }

    @Test func `members are counted right through joining, leaving, removal and deleted accounts`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei", "noor")
            let room = try await site.room(.open, of: people[0], people[1], people[2], people[3])
            try await site.conversation.memberships.leave(site.member(people[1], room))
            try await site.conversation.memberships.remove(people[2], by: site.moderator(people[0], room))
            #expect(try await site.access(people[0], room).room.memberCount == 2)
            for person in people[2...3] { try await site.execute("DELETE FROM user WHERE id = ?", [person]) }
            #expect(try await site.access(people[0], room).room.memberCount == 1)
            try await site.conversation.memberships.join(site.access(people[1], room))
            #expect(try await site.access(people[0], room).room.memberCount == 2)
        }
    }
}
