import TestSupport
import Testing

@testable import Conversation

struct RoomTests {
    @Test func `a new site has one open room that everyone is in from the start`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.everyone()
            for person in people {
                let list = try await site.conversation.rooms.list(for: person)
                #expect(list.map(\.id) == [room])
                #expect(list.first?.room.name == "Everyone" && list.first?.room.kind == .open)
                #expect(list.first?.room.memberCount == 2 && list.first?.membership.role == .member)
            }
        }
    }

    @Test func `what was said before somebody came is not unread`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            try await site.post("Hello", in: site.everyone(), by: ada)
            let bruno = try await site.person("bruno")
            #expect(try await site.conversation.rooms.list(for: bruno).first?.joined.unread == 0)
        }
    }

    @Test func `who makes a room owns it`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.conversation.rooms.create(
                .closed, name: RoomName("  Garden "), description: RoomDescription("Beds and seeds"), by: ada)
            #expect(room.name == "Garden" && room.description == "Beds and seeds" && room.kind == .closed)
            #expect(room.createdBy == ada && room.memberCount == 1)
            #expect(try await site.member(ada, room.id).membership.role == .owner)
        }
    }

    @Test(arguments: ["", "  ", "\u{200B}", "a\u{202E}b", "a\nb", String(repeating: "a", count: 61)])
    func `a name that is empty, too long or disturbs the page is refused`(name: String) {
        #expect(throws: TextProblem.self) { try RoomName(name) }
    }

    @Test func `a name of thousands of marks is refused without being composed`() {
        #expect(throws: TextProblem.tooLong(characters: nil)) {
            try RoomName("a" + String(repeating: "\u{301}", count: 100_000))
        }
        #expect(throws: TextProblem.tooLong(characters: nil)) {
            try RoomName("a" + String(repeating: "\u{301}", count: 31))
        }
        #expect(throws: Never.self) { try RoomName("Zo\u{308}e\u{308}" + String(repeating: "\u{301}", count: 29)) }
    }

    @Test func `an open room can be found and joined`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(.open, of: people[0])
            _ = try await site.room(.closed, "Secret", of: people[0])
            #expect(try await site.conversation.rooms.joinable(by: people[1]).map(\.id) == [room])
            try await site.conversation.memberships.join(site.access(people[1], room))
            #expect(try await site.conversation.rooms.joinable(by: people[1]).isEmpty)
            #expect(try await site.member(people[1], room).room.memberCount == 2)
        }
    }

    @Test func `open rooms are listed page by page`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            for number in 0..<60 {
                let room = try await site.room(.open, "Room \(number)", of: people[0])
                try await site.execute("UPDATE room SET name = ? WHERE id = ?", ["Room \(number % 7)", room])
            }
            let first = try await site.conversation.rooms.joinable(by: people[1])
            let second = try await site.conversation.rooms.joinable(by: people[1], after: first.last?.id)
            #expect(first.count == 50 && second.count == 10)
            #expect(Set((first + second).map(\.id)).count == 60)
            #expect((first + second).map(\.name) == (first + second).map(\.name).sorted())
        }
    }

    @Test func `a link by name leads to an open room and never to a closed one`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let open = try await site.room(.open, "Kitchen", of: ada)
            _ = try await site.room(.closed, "Secret", of: ada)
            let found = try await site.conversation.rooms.openRooms(named: ["Kitchen", "Secret", "Nowhere"])
            #expect(found == ["Kitchen": open])
            #expect(try await site.conversation.rooms.openRooms(named: []).isEmpty)
        }
    }

    @Test func `of several open rooms of a name, a link leads to the oldest`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            var oldest: [String: Room.ID] = [:]
            for number in 0..<12 {
                let room = try await site.room(.open, "Room \(number)", of: ada)
                // As rooms may be called that an earlier version made.
                try await site.execute("UPDATE room SET name = ? WHERE id = ?", ["Room \(number % 5)", room])
                if number < 5 { oldest["Room \(number)"] = room }
            }
            #expect(try await site.conversation.rooms.openRooms(named: Set(oldest.keys)) == oldest)
        }
    }

    @Test func `no two open rooms get one name`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let garden = try await site.room(.open, of: people[0])
            for person in people {
                await expect(RoomService.Refusal.nameTaken) { _ = try await site.room(.open, of: person) }
            }
            await expect(RoomService.Refusal.nameTaken) {
                _ = try await site.conversation.rooms.create(
                    .open, name: RoomName("Everyone"), description: RoomDescription(""), by: Operator())
            }
            // Whether there is a closed room of a name, nobody else is told.
            let closed = try await site.room(.closed, "Secret", of: people[0])
            _ = try await site.room(.closed, of: people[1])
            let kitchen = try await site.room(.open, "Kitchen", of: people[1])
            _ = try await site.room(.open, "Secret", of: people[1])
            func rename(_ room: Room.ID, _ name: String, _ person: Int64) async throws {
                try await site.conversation.rooms.update(
                    RoomSettings(name: RoomName(name), description: RoomDescription("New")),
                    by: site.manager(person, room))
            }
            await expect(RoomService.Refusal.nameTaken) { try await rename(kitchen, "Garden", people[1]) }
            try await rename(garden, "Garden", people[0])
            try await rename(closed, "Kitchen", people[0])
            // An archived room's name is free, and is no longer its own when another has it.
            try await site.conversation.rooms.archive(by: site.manager(people[0], garden))
            _ = try await site.room(.open, of: people[1])
            await expect(RoomService.Refusal.nameTaken) {
                try await site.conversation.rooms.reopen(by: site.manager(people[0], garden))
            }
        }
    }

    @Test func `a room is renamed and described`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.conversation.rooms.update(
                RoomSettings(name: RoomName("Allotment"), description: RoomDescription("All seasons")),
                by: site.manager(ada, room))
            let renamed = try await site.access(ada, room).room
            #expect(renamed.name == "Allotment" && renamed.description == "All seasons")
        }
    }

    @Test func `nothing is posted, edited, reacted to or pinned in an archived room until it is reopened`() async throws
    {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.post("Before", in: room, by: ada)
            let (manager, member) = (try await site.manager(ada, room), try await site.member(ada, room))
            let messages = site.conversation.messages
            for _ in 0..<2 { try await site.conversation.rooms.archive(by: manager) }
            await expect(AccessRefusal.archived) { try await site.post("After", in: room, by: ada) }
            await expect(AccessRefusal.archived) { try await site.edit(1, to: "After", in: room, by: ada) }
            await expect(AccessRefusal.archived) { try await messages.react(Emoji("👍")!, to: 1, as: member) }
            await expect(AccessRefusal.archived) { try await messages.setPinned(true, 1, as: member) }
            #expect(try await site.page(in: room, by: ada).messages.map(\.text) == ["Before"])
            for _ in 0..<2 { try await site.conversation.rooms.reopen(by: manager) }
            #expect(try await site.post("After", in: room, by: ada) == 2)
        }
    }

    @Test func `what would be lost with a room is counted`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let file = try await site.file(in: room, by: people[0])
            try await site.post("Look", in: room, by: people[0], files: [file])
            try await site.post("Nice", in: room, by: people[1])
            let contents = try await site.conversation.rooms.contents(for: site.manager(people[0], room))
            #expect(contents == RoomContents(messages: 2, members: 2, files: 1, bytes: 1000))
        }
    }

    @Test func `a deleted room is gone with all that was in it`() async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno")
            let room = try await site.room(of: people[0], people[1])
            let file = try await site.file(in: room, by: people[0])
            try await site.post("Look @bruno", in: room, by: people[0], mentioning: ["bruno"], files: [file])
            try await site.fill(room, by: people[0], count: 2_500)
            try await site.conversation.rooms.delete(by: site.manager(people[0], room))
            await expect(AccessRefusal.notFound) { _ = try await site.access(people[0], room) }
            for table in ["message", "mention", "membership WHERE roomId = \(room)", "room WHERE id = \(room)"] {
                #expect(try await site.count(table) == 0, "\(table)")
            }
            // Whoever keeps the files finds that these bytes must go.
            #expect(try await site.count("attachment WHERE roomId IS NULL AND number IS NULL AND name = ''") == 1)
        }
    }

    @Test func `a deletion that was interrupted is finished later`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada)
            try await site.fill(room, by: ada, count: 10)
            try await site.execute("UPDATE room SET deletedAt = 1 WHERE id = ?", [room])
            await expect(AccessRefusal.notFound) { _ = try await site.access(ada, room) }
            #expect(try await site.conversation.rooms.list(for: ada).map(\.room.includesEveryone) == [true])
            try await site.conversation.retention.deleteRooms()
            #expect(try await site.count("room WHERE id = \(room)") == 0)
        }
    }

    @Test func `a person is in so many rooms at most`() async throws {
        var limits = ConversationLimits.generous
        limits.roomsPerPerson = 2
        try await withSite(limits: limits) { site in
            let people = try await site.people("ada", "bruno")
            for _ in 0..<2 { _ = try await site.room(of: people[0]) }
            await expect(RoomService.Refusal.tooManyRooms) { _ = try await site.room(of: people[0]) }
            let other = try await site.room(.open, of: people[1])
            await expect(MembershipService.Refusal.tooManyRooms) {
                try await site.conversation.memberships.join(site.access(people[0], other))
            }
        }
    }

    @Test func `others do not use up the rooms that a person may be in`() async throws {
        var limits = ConversationLimits.generous
        limits.roomsPerPerson = 4
        try await withSite(limits: limits) { site in
            let people = try await site.people("ada", "bruno", "mei")
            func add(_ maker: Int64) async throws {
                let room = try await site.room(of: maker)
                try await site.conversation.memberships.add(username: "ada", by: site.member(maker, room))
            }
            for maker in [people[1], people[1], people[2]] { try await add(maker) }
            await expect(MembershipService.Refusal.tooManyRooms) { try await add(people[2]) }
            _ = try await site.room(of: people[0])
        }
    }

    @Test(arguments: ["Gar\u{2060}den", "Gar\u{200B}den", "Garden\u{E0001}", "Gar\u{AD}den"])
    func `no name has characters that are not shown`(name: String) {
        #expect(throws: TextProblem.forbiddenCharacter) { try RoomName(name) }
    }

    @Test(arguments: ["👩‍🌾 Garden", "❤️", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}", "نامه\u{200C}ها"])
    func `a name has emoji and the joiners of other scripts`(name: String) throws {
        #expect(try RoomName(name).text == name)
    }

    @Test func `rooms are not made by the dozen`() async throws {
        var limits = ConversationLimits()
        limits.creationBurst = 3
        try await withSite(limits: limits) { site in
            let ada = try await site.person("ada")
            for _ in 0..<3 { _ = try await site.room(of: ada) }
            await #expect(throws: TooFast.self) { _ = try await site.room(of: ada) }
            site.clock.advance(by: 61)
            _ = try await site.room(of: ada)
        }
    }

    @Test func `the operator makes, lists and archives rooms and adds members`() async throws {
        try await withSite { site in
            let ada = try await site.person("ada")
            let rooms = site.conversation.rooms
            let room = try await rooms.create(
                .closed, name: RoomName("Board"), description: RoomDescription(""), by: Operator())
            let manager = try await rooms.manager(of: room.id, by: Operator())
            try await site.conversation.memberships.add(username: "ada", as: .owner, by: manager)
            #expect(try await site.member(ada, room.id).membership.role == .owner)
            #expect(try await rooms.all(by: Operator()).map(\.name) == ["Everyone", "Board"])
            try await rooms.archive(by: manager)
            #expect(try await site.access(ada, room.id).room.isArchived)
        }
    }
}
