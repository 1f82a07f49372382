import Accounts
import Foundation
import Storage

extension MessageService {
    /// Posts a message once: the same key again gives the message that is there, however often and at whatever moment
    /// it is sent.
    ///
    /// - Throws: ``Refusal``, ``TooFast``, `TextProblem.empty`.
    public func post(_ draft: MessageDraft, as member: Member) async throws -> PostedMessage {
        try check(draft)
        let (now, rate) = (context.now(), rate(of: member, .message))
        // A flood ends here: what is refused costs one read at most, and waits for nobody who writes.
        if !context.rates.isOpen(rate, at: now) {
            if let posted = try await posted(draft.key, by: member) { return posted }
            try context.take(rate)
        }
        return try await context.write(as: member) { db, member in
            if let posted = try Self.posted(db, draft.key, by: member) { return posted }
            try requirePosting(db, by: member)
            try context.take(rate)
            return try insert(db, draft, by: member, at: now)
        }
    }

    /// What the member has posted with this key.
    public func posted(_ key: MessageKey, by member: Member) async throws -> PostedMessage? {
        try await context.database.read { try Self.posted($0, key, by: member) }
    }

    /// - Throws: ``Refusal/usedKey``: what was sent here is in another room.
    private static func posted(
        _ db: Transaction, _ key: MessageKey, by member: Member
    ) throws -> PostedMessage? {
        guard let posted = try MessageStore.find(db, key, by: member.person) else { return nil }
        guard posted.room == member.room.id else { throw Refusal.usedKey }
        return posted
    }

    /// Whether the member may post: the room is not archived, and in a conversation of two nobody has blocked the other.
    public func mayPost(_ member: Member) async throws -> Bool {
        try await context.read(as: member) { db, member in
            do {
                try requirePosting(db, by: member)
                return true
            } catch let error where error is AccessRefusal || error is Refusal {
                return false
            }
        }
    }

    private func check(_ draft: MessageDraft) throws {
        guard !draft.body.text.isEmpty || !draft.attachments.isEmpty else { throw TextProblem.empty }
        guard draft.attachments.count <= context.limits.attachmentsPerMessage else {
            throw Refusal.tooManyAttachments
        }
        guard draft.mentions.count <= context.limits.mentionsPerMessage else { throw Refusal.tooManyMentions }
    }

    /// - Throws: ``AccessRefusal/archived``, ``Refusal/blocked``.
    func requirePosting(_ db: Transaction, by member: Member) throws {
        try member.requireNotArchived()
        guard member.room.kind == .direct, member.room.memberCount <= 2 else { return }
        guard try !BlockStore.exists(db, between: member.person, andOthersIn: member.room.id) else {
            throw Refusal.blocked
        }
    }

    private func insert(
        _ db: Transaction, _ draft: MessageDraft, by member: Member, at now: Date
    ) throws -> PostedMessage {
        let room = member.room.id
        let quoted = try draft.reply.flatMap { try MessageStore.find(db, in: room, $0)?.message }
        guard draft.reply == quoted?.number else { throw Refusal.noSuchReply }
        let (number, revision) = try RoomStore.nextNumber(db, in: room, at: now)
        try MessageStore.insert(
            db, draft, number: number, revision: revision, reply: quoted?.number, by: member, at: now)
        for attachment in draft.attachments {
            guard try AttachmentStore.claim(db, attachment, of: member.person, for: number, in: room) else {
                throw Refusal.noSuchAttachment
            }
        }
        // Who is answered stays so when an edit names them no more.
        if let author = quoted?.author?.id {
            try MentionStore.insertReply(db, to: author, from: member.person, in: room, number)
        }
        for person in try MentionStore.resolve(db, draft.mentions, in: room, from: member.person) {
            try MentionStore.insert(db, .mention, of: person, in: room, number)
        }
        try HookDeliveryStore.enqueue(db, number, draft.body.text, by: member, at: now)
        // Whoever writes at the end of a room has seen it.
        try MembershipStore.markRead(db, member.person, in: room, upTo: number)
        context.publish(RoomEvent(room: room, revision: revision, number: number, kind: .posted), after: db)
        return PostedMessage(room: room, number: number, isRepeat: false)
    }

    func rate(of member: Member, _ action: RateLimiter.Key.Action) -> RateLimiter.Key {
        RateLimiter.Key(person: member.person, room: member.room.id, action: action)
    }
}
