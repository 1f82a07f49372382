import Accounts
import Storage
import Testing

@testable import Conversation

/// Every function that needs a right in a room, for everyone who may come.
struct PermissionTests {
    /// What somebody is to a closed room.
    enum Person: CaseIterable {
        case stranger, member, former, removed, blocked, moderator, owner, administrator, administratorMember, disabled
        case nobody
    }

    /// What a function answers.
    enum Answer: Equatable {
        case works
        case refused(AccessRefusal)
    }

    struct Place {
        let site: TestSite
        let room: Room.ID
        let people: [Person: User.ID]
        /// An owner who takes no part, so that others may come and go.
        let founder: User.ID

        var conversation: Conversation { site.conversation }
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// Those for whom it works, besides those who may always do what these may.
        let works: Set<Person>
        /// Those who find the room, but are told that they may not.
        let notAllowed: Set<Person>
        let call: @Sendable (Place, User.ID) async throws -> Void

        init(
            _ name: String, works: Set<Person>, notAllowed: Set<Person> = [],
            _ call: @escaping @Sendable (Place, User.ID) async throws -> Void
        ) {
            (testDescription, self.works, self.notAllowed, self.call) = (name, works, notAllowed, call)
        }

        func answer(to person: Person) -> Answer {
            if works.contains(person) { return .works }
            return .refused(notAllowed.contains(person) ? .notAllowed : .notFound)
        }
    }

    static let members: Set<Person> = [.member, .blocked, .moderator, .owner, .administratorMember]
    static let moderators: Set<Person> = [.moderator, .owner, .administratorMember]
    static let managers: Set<Person> = [.owner, .administratorMember, .administrator]

    static let rows: [Row] = [
        Row("read", works: members) { _ = try await $0.site.page(in: $0.room, by: $1) },
        Row("read without one's list", works: members) {
            _ = try await $0.conversation.messages.page(.newest, in: $0.room, by: $1)
        },
        Row("read by right", works: members) {
            _ = try await $0.conversation.messages.page(.newest, in: $0.site.access($1, $0.room))
        },
        Row("one message", works: members) { _ = try await $0.site.message(1, in: $0.room, by: $1) },
        Row("changes", works: members) {
            _ = try await $0.conversation.messages.changes(since: 0, in: $0.site.access($1, $0.room))
        },
        Row("pins", works: members) { _ = try await $0.conversation.messages.pins(in: $0.site.access($1, $0.room)) },
        Row("files", works: members) {
            _ = try await $0.conversation.attachments.files(of: $0.site.member($1, $0.room))
        },
        Row("file", works: members) { place, person in
            let ada = try await place.site.person("uploader")
            let manager = try await place.conversation.rooms.manager(of: place.room, by: Operator())
            try await place.conversation.memberships.add(username: "uploader", by: manager)
            let file = try await place.site.file(in: place.room, by: ada)
            try await place.site.post("", in: place.room, by: ada, files: [file])
            _ = try await place.conversation.attachments.find(file, for: person)
        },
        Row("list of members", works: members) {
            _ = try await $0.conversation.memberships.page(of: $0.site.access($1, $0.room))
        },
        Row("list of members for managers", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            _ = try await $0.conversation.memberships.page(of: $0.site.manager($1, $0.room))
        },
        Row("post", works: members) { _ = try await $0.site.post("Hello", in: $0.room, by: $1) },
        Row("react", works: members) {
            try await $0.conversation.messages.react(Emoji("👍")!, to: 1, as: $0.site.member($1, $0.room))
        },
        Row("pin", works: members) {
            try await $0.conversation.messages.setPinned(true, 1, as: $0.site.member($1, $0.room))
        },
        Row("edit another's message", works: [], notAllowed: members) {
            try await $0.site.edit(1, to: "Changed", in: $0.room, by: $1)
        },
        Row("delete another's message", works: moderators, notAllowed: [.member, .blocked]) {
            try await $0.site.delete(1, in: $0.room, by: $1)
        },
        Row("former versions", works: moderators, notAllowed: [.member, .blocked]) {
            _ = try await $0.conversation.messages.versions(of: 1, by: $0.site.moderator($1, $0.room))
        },
        Row("report", works: members) {
            try await $0.conversation.moderation.report(1, ReportReason("x"), by: $0.site.member($1, $0.room))
        },
        Row("join", works: members) { try await $0.conversation.memberships.join($0.site.access($1, $0.room)) },
        Row("leave", works: members) { try await $0.conversation.memberships.leave($0.site.member($1, $0.room)) },
        Row("level", works: members) {
            try await $0.conversation.memberships.setLevel(.mentions, of: $0.site.member($1, $0.room))
        },
        Row("mark as read", works: members) {
            try await $0.conversation.memberships.markRead(upTo: 1, by: $0.site.member($1, $0.room))
        },
        Row("mark as delivered", works: members) {
            try await $0.conversation.memberships.markDelivered(upTo: 1, to: $0.site.member($1, $0.room))
        },
        Row("one's last message", works: members) {
            _ = try await $0.conversation.messages.lastOwn(of: $0.site.member($1, $0.room))
        },
        Row("read marks of others", works: members) {
            _ = try await $0.conversation.memberships.receipts(for: $0.site.member($1, $0.room))
        },
        Row("add a member", works: members) {
            try await $0.conversation.memberships.add(username: "guest", by: $0.site.member($1, $0.room))
        },
        Row("remove a member", works: moderators, notAllowed: [.member, .blocked]) {
            try await $0.conversation.memberships.remove(
                #require($0.people[.removed]), by: $0.site.moderator($1, $0.room))
        },
        Row("change a role", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            try await $0.conversation.memberships.setRole(
                .owner, of: $0.founder, by: $0.site.manager($1, $0.room))
        },
        Row("rename", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            try await $0.conversation.rooms.update(
                RoomSettings(name: RoomName("New"), description: RoomDescription("")), by: $0.site.manager($1, $0.room))
        },
        Row("archive", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            try await $0.conversation.rooms.archive(by: $0.site.manager($1, $0.room))
        },
        Row("reopen", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            try await $0.conversation.rooms.reopen(by: $0.site.manager($1, $0.room))
        },
        Row("retention", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            try await $0.conversation.rooms.update(RoomSettings(retention: .days(9)), by: $0.site.manager($1, $0.room))
        },
        Row("contents", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            _ = try await $0.conversation.rooms.contents(for: $0.site.manager($1, $0.room))
        },
        Row("webhooks", works: moderators, notAllowed: [.member, .blocked]) {
            _ = try await $0.conversation.hooks.hooks(of: $0.site.moderator($1, $0.room))
        },
        Row("make a webhook", works: moderators, notAllowed: [.member, .blocked]) {
            _ = try await $0.conversation.hooks.make(named: "Builds", by: $0.site.moderator($1, $0.room))
        },
        Row("revoke a webhook", works: moderators, notAllowed: [.member, .blocked]) { place, person in
            let founder = try await place.site.moderator(place.founder, place.room)
            let made = try await place.conversation.hooks.make(named: "Builds", by: founder)
            try await place.conversation.hooks.revoke(made.hook.id, by: place.site.moderator(person, place.room))
        },
        Row("delete the room", works: managers, notAllowed: [.member, .blocked, .moderator]) {
            try await $0.conversation.rooms.delete(by: $0.site.manager($1, $0.room))
        },
    ]

    /// A closed room with one message of its founder's, and everyone.
    private func withPlace(_ body: (Place) async throws -> Void) async throws {
        try await withSite { site in
            let founder = try await site.person("founder")
            let room = try await site.room(of: founder)
            try await site.person("guest")
            var people: [Person: User.ID] = [.nobody: 9_999]
            for person in Person.allCases where person != .nobody {
                let isAdministrator = [.administrator, .administratorMember].contains(person)
                people[person] = try await site.person(
                    "\(person)".lowercased(), isAdministrator ? .administrator : .member)
            }
            let manager = try await site.manager(founder, room)
            let joining: [(Person, Membership.Role)] = [
                (.member, .member), (.former, .member), (.removed, .member), (.blocked, .member),
                (.moderator, .moderator), (.owner, .owner), (.administratorMember, .member), (.disabled, .owner),
            ]
            for (person, role) in joining {
                try await site.conversation.memberships.add(username: "\(person)".lowercased(), as: role, by: manager)
            }
            try await site.post("Hello", in: room, by: founder)
            try await site.conversation.people.block(username: "blocked", by: founder)
            try await site.disable(#require(people[.disabled]))
            let place = Place(site: site, room: room, people: people, founder: founder)
            try await site.conversation.memberships.leave(site.member(#require(people[.former]), room))
            try await site.conversation.memberships.remove(
                #require(people[.removed]), by: site.moderator(founder, room))
            try await body(place)
        }
    }

    @Test(arguments: rows, Person.allCases)
    func `only those who may do something do it, and to strangers the room does not exist`(
        row: Row, person: Person
    ) async throws {
        try await withPlace { place in
            let id = try #require(place.people[person])
            do {
                try await row.call(place, id)
                #expect(row.answer(to: person) == .works)
            } catch let refusal as AccessRefusal {
                #expect(row.answer(to: person) == .refused(refusal))
            }
        }
    }

    @Test(arguments: [Person.stranger, .former, .removed, .administrator, .nobody])
    func `a room that is closed to somebody and one that does not exist are the same`(person: Person) async throws {
        try await withPlace { place in
            let id = try #require(place.people[person])
            for room in [place.room, 12_345] {
                await expect(AccessRefusal.notFound) { _ = try await place.site.access(id, room) }
                await expect(AccessRefusal.notFound) { _ = try await place.site.member(id, room) }
                await expect(AccessRefusal.notFound) { _ = try await place.site.page(in: room, by: id) }
            }
        }
    }

    /// Of an open room, somebody who is not in it.
    @Test func `a visitor of an open room reads, and has to join to take part`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(.open, of: people[0])
            try await site.post("Hello", in: room, by: people[0])
            let access = try await site.access(people[1], room)
            #expect(try await site.conversation.messages.page(.newest, in: access).messages.count == 1)
            await expect(AccessRefusal.notMember) { try await site.post("Hi", in: room, by: people[1]) }
            await expect(AccessRefusal.notMember) { _ = try access.member() }
            await expect(AccessRefusal.notAllowed) { _ = try access.moderator() }
            await expect(AccessRefusal.notAllowed) { _ = try await site.manager(people[1], room) }
            await expect(AccessRefusal.notAllowed) { try await site.delete(1, in: room, by: people[1]) }
        }
    }

    @Test func `a right that was lost in the meantime is none`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let room = try await site.room(of: people[0], people[1], people[2])
            try await site.setRole(.owner, of: people[1], in: room)
            let member = try await site.member(people[1], room)
            let (moderator, manager) = (try member.access.moderator(), try await site.manager(people[1], room))
            try await site.conversation.memberships.remove(people[1], by: site.moderator(people[0], room))
            let draft = MessageDraft(try MessageBody("Hello"), key: MessageKey())
            await expect(AccessRefusal.notFound) { _ = try await site.conversation.messages.post(draft, as: member) }
            await expect(AccessRefusal.notFound) {
                _ = try await site.conversation.messages.page(.newest, in: member.access)
            }
            await expect(AccessRefusal.notFound) {
                try await site.conversation.memberships.remove(people[2], by: moderator)
            }
            await expect(AccessRefusal.notFound) { try await site.conversation.rooms.delete(by: manager) }
        }
    }
}
