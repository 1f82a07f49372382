import Accounts
import Foundation
import Storage

/// Addresses to which other services post. A hook is a member of its room with an account of its own, so that all that
/// holds for messages of people holds for its messages.
///
/// Every function throws ``AccessRefusal`` when a right no longer holds, and what the database throws.
public struct IncomingWebhookService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// The room has as many as one can have.
        case tooManyHooks
    }

    /// Of a room.
    public static let limit = 10
    /// How exactly it is known when a hook was last used, in seconds: not every message writes that down.
    private static let useInterval: TimeInterval = 60

    let context: ConversationContext
    let memberships: MembershipService

    public func hooks(of moderator: RoomModerator) async throws -> [IncomingWebhook] {
        try await context.read(as: moderator) { db, moderator in
            try IncomingWebhookStore.all(db, in: moderator.room.id)
        }
    }

    /// - Throws: `Nickname.Problem` for its name, ``Refusal``, `MembershipService.Refusal.roomIsFull`, ``TooFast``,
    ///   ``AccessRefusal/archived``.
    public func make(named name: String, by moderator: RoomModerator) async throws -> NewIncomingWebhook {
        let name = try Nickname(name)
        try context.take(RateLimiter.Key(person: moderator.person, room: nil, action: .creation))
        let (now, token) = (context.now(), Token<IncomingWebhook>(random: context.random))
        return try await context.write(as: moderator) { db, moderator in
            let room = moderator.room
            if room.isArchived { throw AccessRefusal.archived }
            guard try IncomingWebhookStore.all(db, in: room.id).count < Self.limit else { throw Refusal.tooManyHooks }
            let id = try AppAccount.insert(db, named: name, random: context.random, at: now)
            if !room.includesEveryone {
                // It has nothing to do elsewhere.
                try db.run("DELETE FROM membership WHERE userId = ?", [id])
                try memberships.admit(db, id, to: room, at: now)
            }
            try IncomingWebhookStore.insert(db, id, tokenHash: token.hash, in: room.id, by: moderator.person, at: now)
            try AuditStore.insert(
                db, .hookMade, by: moderator.person, room: room.id, subject: id, detail: name.text, at: now)
            guard let hook = try IncomingWebhookStore.find(db, id, in: room.id) else { throw AccessRefusal.notFound }
            return NewIncomingWebhook(hook: hook, token: token)
        }
    }

    /// The address no longer works. What was posted there stays.
    ///
    /// - Throws: ``AccessRefusal/notFound`` if the room has no such hook.
    public func revoke(_ id: IncomingWebhook.ID, by moderator: RoomModerator) async throws {
        let now = context.now()
        try await context.write(as: moderator) { db, moderator in
            let room = moderator.room.id
            guard let hook = try IncomingWebhookStore.find(db, id, in: room) else { throw AccessRefusal.notFound }
            try IncomingWebhookStore.delete(db, hook, at: now)
            try AuditStore.insert(db, .hookRevoked, by: moderator.person, room: room, detail: hook.name, at: now)
        }
    }

    /// What posts to an address, as a member of the room.
    ///
    /// - Throws: ``AccessRefusal/notFound`` if there is no such address, or its account was removed from the room.
    public func member(for token: Token<IncomingWebhook>) async throws -> Member {
        let hash = token.hash
        return try await context.database.read { db in
            guard let (id, room) = try IncomingWebhookStore.find(db, tokenHash: hash) else {
                throw AccessRefusal.notFound
            }
            do { return try Member.find(db, room, for: id) } catch is AccessRefusal { throw AccessRefusal.notFound }
        }
    }

    public func noteUse(by member: Member) async throws {
        let (now, id, room) = (context.now(), member.person, member.room.id)
        let known = try await context.database.read { try IncomingWebhookStore.find($0, id, in: room) }
        if let last = known?.lastUsedAt, now.timeIntervalSince(last) < Self.useInterval { return }
        try await context.database.write { try IncomingWebhookStore.noteUse($0, of: id, at: now) }
    }
}
