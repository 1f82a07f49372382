import Accounts
import Storage
import Testing

@testable import Conversation

struct IncomingWebhookTests {
    private func users(_ site: TestSite) async throws -> [String] {
        try await site.database.read { db in
            try db.rows("SELECT nickname, isApp, disabledAt FROM user ORDER BY id", []) {
                "\($0[0] as String) \($0[1] as Int)\(($0[2] as Int64?) == nil ? "" : " disabled")"
            }
        }
    }

    @Test func `a webhook is a member of its room alone, and leaves no account where it said nothing`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let hooks = site.conversation.hooks
            let moderator = try await site.moderator(ada, room)
            let silent = try await hooks.make(named: "Silent", by: moderator)
            let builds = try await hooks.make(named: "Builds", by: moderator)
            let rooms = try await site.conversation.rooms.list(for: builds.hook.id).map(\.room.id)
            #expect(rooms == [room])
            #expect(try await site.access(ada, room).room.memberCount == 3)
            let member = try await hooks.member(for: builds.token)
            let draft = MessageDraft(try MessageBody("Green"), key: MessageKey())
            _ = try await site.conversation.messages.post(draft, as: member)
            for made in [silent, builds] { try await hooks.revoke(made.hook.id, by: moderator) }
            #expect(try await users(site) == ["Ada 0", "Builds 1 disabled"])
            #expect(try await site.access(ada, room).room.memberCount == 1)
            await expect(AccessRefusal.notFound) { _ = try await hooks.member(for: builds.token) }
            await expect(AccessRefusal.notFound) { _ = try await site.conversation.messages.post(draft, as: member) }
        }
    }

    @Test func `a webhook is not taken to other rooms, and not written to`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let rooms = [try await site.room(of: people[0]), try await site.room(of: people[0], people[1])]
            let builds = try await site.conversation.hooks.make(
                named: "Builds", by: site.moderator(people[0], rooms[0])
            ).hook
            let name = try await site.name(of: builds.id)
            let memberships = site.conversation.memberships
            await expect(MembershipService.Refusal.noSuchPerson) {
                try await memberships.add(username: name, by: site.member(people[1], rooms[1]))
            }
            await expect(MembershipService.Refusal.noSuchPerson) {
                try await memberships.add(username: name, by: site.manager(people[0], rooms[1]))
            }
            await expect(RoomService.Refusal.noSuchPerson) {
                _ = try await site.conversation.rooms.direct(with: [builds.id], by: people[0])
            }
            // Back to its own room.
            try await memberships.remove(builds.id, by: site.moderator(people[0], rooms[0]))
            try await memberships.add(username: name, by: site.manager(people[0], rooms[0]))
        }
    }

    @Test func `nobody posts by a webhook whose maker may not read the room any more`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.setRole(.moderator, of: people[1], in: room)
            let hooks = site.conversation.hooks
            let made = try await hooks.make(named: "Builds", by: site.moderator(people[1], room))
            _ = try await hooks.member(for: made.token)
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            await expect(AccessRefusal.notFound) { _ = try await hooks.member(for: made.token) }
            try await site.conversation.memberships.add(username: "bruno", by: site.member(people[0], room))
            _ = try await hooks.member(for: made.token)
            try await site.disable(people[1])
            await expect(AccessRefusal.notFound) { _ = try await hooks.member(for: made.token) }
        }
    }

    @Test func `a webhook never owns a room`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            let made = try await site.conversation.hooks.make(named: "Builds", by: site.moderator(ada, room))
            let manager = try await site.manager(ada, room)
            await expect(AccessRefusal.notAllowed) {
                try await site.conversation.memberships.setRole(.owner, of: made.hook.id, by: manager)
            }
        }
    }

    @Test func `what was done with webhooks is in the audit log`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let moderator = try await site.moderator(ada, try await site.room(of: ada))
            let made = try await site.conversation.hooks.make(named: "Builds", by: moderator)
            try await site.conversation.hooks.revoke(made.hook.id, by: moderator)
            let actions = try await site.database.read { db in
                try db.rows("SELECT action, detail FROM auditEntry ORDER BY id", []) {
                    "\($0[0] as String) \($0[1] as String)"
                }
            }
            #expect(actions == ["hookMade Builds", "hookRevoked Builds"])
        }
    }

    @Test func `a room that is deleted takes its webhooks along, and whoever made one may go`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            try await site.setRole(.moderator, of: people[1], in: room)
            let hooks = site.conversation.hooks
            _ = try await hooks.make(named: "Builds", by: site.moderator(people[1], room))
            try await site.database.write { try $0.run("DELETE FROM user WHERE id = ?", [people[1]]) }
            let left = try await hooks.hooks(of: site.moderator(people[0], room))
            #expect(left.count == 1 && left[0].maker == nil)
            try await site.conversation.rooms.delete(by: site.manager(people[0], room))
            #expect(try await users(site) == ["Ada 0"])
        }
    }
}
