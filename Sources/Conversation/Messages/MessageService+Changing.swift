import Accounts
import Foundation
import Storage

extension MessageService {
    /// Puts another text in place. The former one is kept for moderators; those who are mentioned now hear of it.
    ///
    /// - Parameter expected: the revision that the message must have; nil for any.
    /// - Throws: ``Refusal/tooManyEdits``, ``Refusal/isDeleted``, ``TooFast``, `TextProblem.empty`;
    ///   ``MessageChanged``; ``AccessRefusal/notAllowed`` for the message of another.
    public func edit(
        _ number: Int64, to body: MessageBody, mentions: Set<String> = [], rendered: [UInt8]? = nil,
        ifRevision expected: Set<Int64>? = nil, as member: Member
    ) async throws {
        guard mentions.count <= context.limits.mentionsPerMessage else { throw Refusal.tooManyMentions }
        try await change(number, .edited, as: member) { db, member, message, revision in
            let room = member.room.id
            guard message.author?.id == member.person else { throw AccessRefusal.notAllowed }
            guard expected?.contains(message.revision) ?? true else { throw MessageChanged() }
            guard !body.text.isEmpty || !message.attachments.isEmpty else { throw TextProblem.empty }
            guard body.text != message.text else { return false }
            guard try MessageStore.versionCount(db, in: room, number) < context.limits.versionsPerMessage else {
                throw Refusal.tooManyEdits
            }
            try MessageStore.edit(
                db, message, in: room, to: body, rendered: rendered, revision: revision(), at: context.now())
            try MessageStore.reviseReplies(db, to: number, in: room, revision: revision)
            let people = try MentionStore.resolve(db, mentions, in: room, from: member.person)
            try MentionStore.replace(db, with: people, in: room, number)
            return true
        }
    }

    /// Adds the person's reaction, or takes it away.
    ///
    /// - Parameter isOn: nil for the opposite of what is there.
    /// - Throws: ``Refusal/tooManyEmoji``, ``Refusal/isDeleted``, ``TooFast``.
    public func react(
        _ emoji: Emoji, to number: Int64, isOn: Bool? = nil, as member: Member
    ) async throws {
        try await change(number, .reacted, as: member) { db, member, message, revision in
            let (room, person) = (member.room.id, member.person)
            let isOn = try isOn ?? !ReactionStore.exists(db, emoji, by: person, in: room, number)
            let isKnown = message.reactions.contains { $0.emoji == emoji }
            guard !isOn || isKnown || message.reactions.count < context.limits.emojiPerMessage else {
                throw Refusal.tooManyEmoji
            }
            let isChanged =
                try isOn
                ? ReactionStore.insert(db, emoji, by: person, in: room, number, at: context.now())
                : ReactionStore.delete(db, emoji, by: person, in: room, number)
            if isChanged { try MessageStore.setRevision(db, in: room, number, to: revision()) }
            return isChanged
        }
    }

    /// - Throws: ``Refusal/tooManyPins``, ``Refusal/isDeleted``, ``TooFast``.
    public func setPinned(_ isPinned: Bool, _ number: Int64, as member: Member) async throws {
        try await change(number, .pinned, as: member) { db, member, message, revision in
            guard (message.pinnedAt != nil) != isPinned else { return false }
            let room = member.room.id
            guard try !isPinned || MessageStore.pinCount(db, in: room) < context.limits.pinsPerRoom else {
                throw Refusal.tooManyPins
            }
            try MessageStore.setPinned(
                db, in: room, number, since: isPinned ? context.now() : nil, revision: revision())
            return true
        }
    }

    /// Takes the message's content away, with its reactions, former versions and files. Its place in the room stays.
    /// Calling it again has no effect.
    ///
    /// Members delete their own messages, moderators everyone's; that is in the audit log.
    ///
    /// - Parameter expected: one of which the message's revision must be; nil for any.
    /// - Throws: ``MessageChanged``.
    public func delete(_ number: Int64, ifRevision expected: Set<Int64>? = nil, by access: RoomAccess) async throws {
        let now = context.now()
        try await context.write(as: access) { db, access in
            guard let message = try MessageStore.find(db, in: access.room.id, number)?.message else {
                throw AccessRefusal.notFound
            }
            let isOwn = message.author?.id == access.person && access.membership != nil
            if !isOwn { _ = try access.moderator() }
            guard expected?.contains(message.revision) ?? true else { throw MessageChanged() }
            guard !message.isDeleted else { return }
            try erase(db, in: access.room.id, number, at: now)
            guard !isOwn else { return }
            try AuditStore.insert(
                db, .messageDeleted, by: access.person, room: access.room.id, number: number,
                subject: message.author?.id, at: now)
        }
    }

    /// Leaves only the message's place.
    func erase(_ db: Transaction, in room: Room.ID, _ number: Int64, at now: Date) throws {
        var revision = try RoomStore.nextRevision(db, of: room)
        try MessageStore.erase(db, in: room, number, revision: revision, at: now)
        try MessageStore.reviseReplies(db, to: number, in: room) {
            revision = try RoomStore.nextRevision(db, of: room)
            return revision
        }
        context.publish(RoomEvent(room: room, revision: revision, number: number, kind: .deleted), after: db)
    }

    /// Changes a message that is there. Where the member could not post, they cannot do that either.
    ///
    /// - Parameter body: says whether it changed anything; the last argument takes the room's next revision.
    private func change(
        _ number: Int64, _ kind: RoomEvent.Kind, as member: Member,
        _ body: @escaping @Sendable (Transaction, Member, Message, () throws -> Int64) throws -> Bool
    ) async throws {
        let rate = rate(of: member, .action)
        try context.take(rate)
        try await context.write(as: member) { db, member in
            try requirePosting(db, by: member)
            let room = member.room.id
            guard let message = try MessageStore.find(db, in: room, number)?.message else {
                throw AccessRefusal.notFound
            }
            guard !message.isDeleted else { throw Refusal.isDeleted }
            var revision = member.room.revision
            let isChanged = try body(db, member, message) {
                revision = try RoomStore.nextRevision(db, of: room)
                return revision
            }
            guard isChanged else { return }
            context.publish(RoomEvent(room: room, revision: revision, number: number, kind: kind), after: db)
        }
    }
}

/// The message is not as the one who wants to edit it has seen it.
public struct MessageChanged: Error, Hashable, Sendable {}
