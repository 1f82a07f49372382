import Accounts
import Foundation
import Storage

/// Addresses that hear of new messages in a room. Whoever makes one must be able to read the room.
///
/// Every function throws ``AccessRefusal`` when a right no longer holds, and what the database throws.
public struct OutgoingWebhookService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// The room has as many as one can have.
        case tooManyHooks
    }

    /// Of a room.
    public static let limit = 10
    /// Failures in a row after which a hook is given up.
    public static let failureLimit = 20
    /// Seconds until a delivery that has failed is tried again, for each time; then it is given up.
    static let waits: [TimeInterval] = [10, 60, 600, 3_600, 21_600]

    let context: ConversationContext

    /// With what came of their last deliveries.
    public func hooks(of moderator: RoomModerator) async throws -> [(hook: OutgoingWebhook, log: [HookAttempt])] {
        try await context.read(as: moderator) { db, moderator in
            try OutgoingWebhookStore.all(db, in: moderator.room.id).map {
                ($0, try HookDeliveryStore.log(db, of: $0.id))
            }
        }
    }

    /// What the addresses are called that hear of the room's messages: everyone who reads it may know.
    public func names(in access: RoomAccess) async throws -> [String] {
        try await context.read(as: access) { db, access in
            try OutgoingWebhookStore.all(db, in: access.room.id).filter { $0.disabledAt == nil }.map(\.name)
        }
    }

    /// - Throws: ``Refusal``, ``TooFast``, ``AccessRefusal/archived``.
    public func make(_ draft: NewOutgoingWebhook, by moderator: RoomModerator) async throws -> OutgoingWebhook {
        try context.take(RateLimiter.Key(person: moderator.person, room: nil, action: .creation))
        let (now, salt) = (context.now(), Data(context.random(16)))
        return try await context.write(as: moderator) { db, moderator in
            let room = moderator.room
            if room.isArchived { throw AccessRefusal.archived }
            guard try OutgoingWebhookStore.all(db, in: room.id).count < Self.limit else { throw Refusal.tooManyHooks }
            let id = try OutgoingWebhookStore.insert(db, draft, salt: salt, in: room.id, by: moderator.person, at: now)
            try AuditStore.insert(
                db, .hookMade, by: moderator.person, room: room.id, detail: draft.name.text, at: now)
            guard let hook = try OutgoingWebhookStore.find(db, id, in: room.id) else { throw AccessRefusal.notFound }
            return hook
        }
    }

    public func revoke(_ id: OutgoingWebhook.ID, by moderator: RoomModerator) async throws {
        let now = context.now()
        try await change(id, moderator) { db, hook in
            try OutgoingWebhookStore.delete(db, hook.id)
            try AuditStore.insert(
                db, .hookRevoked, by: moderator.person, room: hook.room, detail: hook.name, at: now)
        }
    }

    /// Enables a disabled hook, which is the moderator's from then on. Messages posted meanwhile are not delivered.
    public func enable(_ id: OutgoingWebhook.ID, by moderator: RoomModerator) async throws {
        try await change(id, moderator) { db, hook in
            try OutgoingWebhookStore.enable(db, hook.id, by: moderator.person)
            try MentionStore.delete(db, about: hook.id)
        }
    }

    private func change(
        _ id: OutgoingWebhook.ID, _ moderator: RoomModerator,
        _ body: @escaping @Sendable (Transaction, OutgoingWebhook) throws -> Void
    ) async throws {
        try await context.write(as: moderator) { db, moderator in
            guard let hook = try OutgoingWebhookStore.find(db, id, in: moderator.room.id) else {
                throw AccessRefusal.notFound
            }
            try body(db, hook)
        }
    }
}

/// For the one who delivers.
extension OutgoingWebhookService {
    /// Deliveries that are due. Each is to be finished within a minute.
    public func due(_ queue: HookQueue, limit: Int) async throws -> [HookDelivery] {
        let now = context.now()
        guard try await context.database.read({ try HookDeliveryStore.isDue($0, queue, at: now) }) else { return [] }
        return try await context.database.write { try HookDeliveryStore.take($0, queue, limit: limit, at: now) }
    }

    /// Takes a delivery of a deleted message out of the queue.
    public func drop(_ delivery: HookDelivery) async throws {
        try await context.database.write { try HookDeliveryStore.delete($0, delivery.id) }
    }

    /// Notes what came of an attempt. A hook that has failed too often is given up.
    public func finish(_ delivery: HookDelivery, _ outcome: HookOutcome) async throws {
        let now = context.now()
        let isLast = outcome.isSuccess || delivery.attempts >= Self.waits.count
        let next = isLast ? nil : now + Self.waits[delivery.attempts]
        try await context.database.write { db in
            let hook = delivery.hook
            guard let current = try OutgoingWebhookStore.find(db, hook.id, in: hook.room) else { return }
            try HookDeliveryStore.finish(
                db, delivery, outcome, next: current.disabledAt == nil ? next : nil, at: now)
            let failures = try OutgoingWebhookStore.count(db, outcome, of: hook.id)
            if failures == Self.failureLimit, current.disabledAt == nil {
                try OutgoingWebhookStore.disable(db, hook.id, in: hook.room, at: now)
            }
        }
    }

    /// Deliveries that wait.
    public func waiting() async throws -> Int {
        try await context.database.read { try HookDeliveryStore.waiting($0) }
    }
}
