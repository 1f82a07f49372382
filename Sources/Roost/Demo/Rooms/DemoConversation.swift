import Accounts
import Conversation
import Foundation
import Media
import Site
import Storage

/// Lets the people of the demo talk, with a clock that is set to the time at which they did.
struct DemoConversation {
    private let database: Database
    private let conversation: Conversation
    private let clock: DemoClock
    private let people: [String: User.ID]
    private let files: AttachmentFiles

    /// - Parameter people: all who have an account and may use it, by username.
    init(database: Database, clock: DemoClock, people: [String: User.ID], files: AttachmentFiles) {
        var limits = ConversationLimits()
        (limits.messageBurst, limits.actionBurst, limits.creationBurst) = (10_000, 10_000, 10_000)
        conversation = Conversation(database: database, limits: limits, now: { clock.time })
        (self.database, self.clock, self.people, self.files) = (database, clock, people, files)
    }

    func fill() async throws {
        for room in DemoRoom.all { try await add(room) }
        try await addGlasshouse()
        for (username, emoji, text) in DemoRoom.statusLines {
            try await conversation.people.setStatus(
                UserStatus(emoji: Emoji(emoji), text: text), of: person(username))
        }
        try await sortByTime()
    }

    /// Rooms are filled one after the other. What is listed in the order of its ids gets them in the order of time.
    private func sortByTime() async throws {
        let lists = [
            ("report", "SELECT id FROM report ORDER BY createdAt, id"),
            ("auditEntry", "SELECT id FROM auditEntry ORDER BY at, id"),
            (
                "mention",
                """
                SELECT mention.id FROM mention
                LEFT JOIN message ON message.roomId = mention.roomId AND message.number = mention.number
                ORDER BY message.createdAt, mention.id
                """
            ),
        ]
        try await database.write { db in
            for (table, query) in lists {
                let ids = try db.rows(query) { $0[0] as Int64 }
                try db.run("UPDATE \(table) SET id = -id")
                for (id, former) in zip(ids.sorted(), ids) {
                    try db.run("UPDATE \(table) SET id = ? WHERE id = ?", [id, -former])
                }
            }
        }
    }

    private func add(_ room: DemoRoom) async throws {
        let id = try await make(room)
        for (number, message) in zip(Int64(1)..., room.messages) { try await add(message, number, to: id) }
        for username in try await members(of: room) {
            let member = try await member(username, of: id)
            let last = Int64(room.messages.count) - room.unread
            try await conversation.memberships.markRead(upTo: last, by: member)
        }
        if room.isArchived {
            try await conversation.rooms.archive(by: conversation.rooms.manager(of: id, by: Operator()))
        }
    }

    private func members(of room: DemoRoom) async throws -> [String] {
        switch room.kind {
        case .everyone: people.keys.sorted()
        case .room(_, let owner): [owner] + room.members
        case .direct: room.members
        }
    }

    private func make(_ room: DemoRoom) async throws -> Room.ID {
        switch room.kind {
        case .everyone:
            return try await backdateEveryone()
        case .direct:
            let people = try room.members.map(person)
            clock.set(to: room.messages[0].at)
            return try await conversation.rooms.direct(with: Set(people), by: people[0]).id
        case .room(let kind, let owner):
            clock.set(to: room.madeAt)
            let id = try await conversation.rooms.create(
                kind, name: RoomName(room.name), description: RoomDescription(room.description), by: person(owner)
            ).id
            let manager = try await conversation.rooms.manager(of: id, by: person(owner))
            for username in room.members {
                clock.set(to: min(room.madeAt, DemoPerson.signedUp(username)))
                let role: Membership.Role = room.moderators.contains(username) ? .moderator : .member
                try await conversation.memberships.add(username: username, as: role, by: manager)
            }
            return id
        }
    }

    /// The room that every site begins with is as old as the demo's first account.
    private func backdateEveryone() async throws -> Room.ID {
        clock.set(to: DemoPerson.signedUp("ada"))
        return try await database.write { [time = clock.time] db in
            try db.run("UPDATE room SET createdAt = ? WHERE includesEveryone = 1", [time.stored])
            return try db.row("SELECT id FROM room WHERE includesEveryone = 1") { $0[0] } ?? 1
        }
    }

    private func add(_ message: DemoMessage, _ number: Int64, to room: Room.ID) async throws {
        clock.set(to: message.at)
        let messages = conversation.messages
        let text = try MessageBody(message.text)
        let author = try await member(message.author, of: room)
        let (mentions, rendered) = text.markup
        let draft = MessageDraft(
            text, mentions: mentions, rendered: rendered, reply: message.reply, key: MessageKey(),
            attachments: try await store(message.files, as: author))
        _ = try await messages.post(draft, as: author)
        for (emoji, usernames) in message.reactions {
            guard let emoji = Emoji(emoji) else { continue }
            for username in usernames {
                clock.advance(by: 90)
                try await messages.react(emoji, to: number, isOn: true, as: member(username, of: room))
            }
        }
        if let edited = message.edited {
            clock.advance(by: 600)
            try await messages.edit(number, to: MessageBody(edited), as: member(message.author, of: room))
        }
        if message.isPinned { try await messages.setPinned(true, number, as: author) }
        if let (by, reason) = message.report {
            clock.advance(by: 1800)
            try await conversation.moderation.report(number, ReportReason(reason), by: member(by, of: room))
        }
    }

    /// Leaves pictures out on a machine that lacks the program for them.
    private func store(_ files: [DemoFile], as author: Member) async throws -> [Attachment.ID] {
        var ids: [Attachment.ID] = []
        for file in files {
            do {
                let incoming = try await self.files.media.newIncomingFile(limit: file.content.count)
                try await self.files.media.append(file.content, to: incoming)
                let stored = try await self.files.prepare(incoming, for: author.person)
                let row = NewAttachment(
                    name: FileName(file.name), type: stored.type.mediaType, bytes: stored.bytes, width: stored.width,
                    height: stored.height, sha256: stored.sha256)
                let id = try await conversation.attachments.insert([row], by: author)[0]
                try await self.files.keep([(stored, id)])
                ids.append(id)
            } catch is AvatarStore.Unavailable {}
        }
        return ids
    }

    private func person(_ username: String) throws -> User.ID {
        guard let person = people[username] else { throw AccessRefusal.notFound }
        return person
    }

    private func member(_ username: String, of room: Room.ID) async throws -> Member {
        try await conversation.rooms.member(of: room, by: person(username))
    }
}

// MARK: - A room to page through

extension DemoConversation {
    private func addGlasshouse() async throws {
        clock.set(to: DemoGlasshouse.age)
        let owner = try person(DemoGlasshouse.owner)
        let room = try await conversation.rooms.create(
            .open, name: RoomName("Glasshouse"),
            description: RoomDescription("The thermometer writes every ten minutes. People may, too."), by: owner)
        let manager = try await conversation.rooms.manager(of: room.id, by: owner)
        for username in DemoGlasshouse.members {
            clock.set(to: min(DemoGlasshouse.age, DemoPerson.signedUp(username)))
            try await conversation.memberships.add(username: username, by: manager)
        }
        clock.set(to: 0)
        let messages = try DemoGlasshouse.messages(before: clock.time).map {
            (try person($0.author), try MessageBody($0.text), $0.at)
        }
        try await database.write { db in try SeedDataStore.insertMessages(db, messages, in: room.id) }
        for username in DemoGlasshouse.members + [DemoGlasshouse.owner] {
            let member = try await member(username, of: room.id)
            try await conversation.memberships.setLevel(.mentions, of: member)
            try await conversation.memberships.markRead(upTo: Int64(messages.count) - 12, by: member)
        }
    }
}
