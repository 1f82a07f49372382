import Accounts
import Foundation
import Storage

/// Who is in a room, and as what.
///
/// Every function throws ``AccessRefusal`` when a right no longer holds, and what the database throws.
public struct MembershipService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// Nobody has this name.
        case noSuchPerson
        /// The person has blocked the one who wants to add them.
        case blocked
        /// The person is in as many rooms as one may be.
        case tooManyRooms
        /// The room has as many members as one may have.
        case roomIsFull
        /// Nobody can sign in to the account.
        case isDisabled
        /// The room would be without an owner: name another first.
        case lastOwner
        /// Nobody leaves a direct conversation, or the room that includes everyone. Both can be hidden.
        case cannotLeave
    }

    let context: ConversationContext

    /// Lets the person into an open room. Calling it again has no effect.
    ///
    /// - Throws: ``Refusal/tooManyRooms``, ``Refusal/roomIsFull``.
    public func join(_ access: RoomAccess) async throws {
        let now = context.now()
        try await context.write(as: access) { db, access in
            guard access.membership == nil else { return }
            if access.room.isArchived { throw AccessRefusal.archived }
            try admit(db, access.person, to: access.room, at: now)
        }
    }

    /// Calling it again has no effect.
    ///
    /// - Throws: ``Refusal/cannotLeave``, ``Refusal/lastOwner``.
    public func leave(_ member: Member) async throws {
        let now = context.now()
        try await context.write(as: member) { db, member in
            let room = member.room
            guard room.kind != .direct, !room.includesEveryone else { throw Refusal.cannotLeave }
            guard try !MembershipStore.isLastOwner(db, member.person, in: room) else { throw Refusal.lastOwner }
            try MembershipStore.end(db, member.person, room.id, at: now)
            try publish(db, room.id, member.person)
        }
    }

    /// Lets another person in. One who was removed is let in again only by a moderator. Calling it again has no effect.
    ///
    /// - Throws: ``Refusal``.
    @discardableResult
    public func add(username: String, by member: Member) async throws -> User.ID {
        let now = context.now()
        return try await context.write(as: member) { db, member in
            guard member.room.kind != .direct else { throw AccessRefusal.notAllowed }
            try member.requireNotArchived()
            let person = try Self.find(db, username, for: member.room)
            guard try !BlockStore.exists(db, by: person, of: member.person) else { throw Refusal.blocked }
            let isBarred = try MembershipStore.isBarred(db, person, from: member.room.id)
            guard !isBarred || member.access.canModerate else { throw AccessRefusal.notAllowed }
            guard try MembershipStore.find(db, person, member.room.id) == nil else { return person }
            try admit(db, person, to: member.room, roomLimit: context.limits.roomsByOthers, at: now)
            return person
        }
    }

    /// Lets a person in as the operator or an administrator does.
    @discardableResult
    public func add(
        username: String, as role: Membership.Role = .member, by manager: RoomManager
    ) async throws -> User.ID {
        let now = context.now()
        return try await context.write(as: manager) { db, manager in
            let person = try Self.find(db, username, for: manager.room)
            if try MembershipStore.find(db, person, manager.room.id) == nil {
                try admit(db, person, to: manager.room, as: role, at: now)
                try AuditStore.insert(
                    db, .memberAdded, by: manager.person, room: manager.room.id, subject: person, at: now)
            }
            return person
        }
    }

    /// Ends the membership of another person, who cannot join again by themselves, also if they have left already or only
    /// read along. Calling it again has no effect.
    ///
    /// Moderators remove members, owners and administrators everyone.
    /// - Throws: ``Refusal/cannotLeave``, ``Refusal/lastOwner``.
    public func remove(_ person: User.ID, by moderator: RoomModerator) async throws {
        let now = context.now()
        try await context.write(as: moderator) { db, moderator in
            guard !moderator.room.includesEveryone else { throw Refusal.cannotLeave }
            guard let membership = try MembershipStore.find(db, person, moderator.room.id) else {
                guard try PeopleStore.exists(db, person) else { throw AccessRefusal.notFound }
                guard try !MembershipStore.isBarred(db, person, from: moderator.room.id) else { return }
                return try expel(db, person, from: moderator.room.id, by: moderator.person, at: now)
            }
            guard membership.role == .member || moderator.isOwner else { throw AccessRefusal.notAllowed }
            guard try !MembershipStore.isLastOwner(db, person, in: moderator.room) else { throw Refusal.lastOwner }
            try expel(db, person, from: moderator.room.id, by: moderator.person, at: now)
        }
    }

    /// - Throws: ``Refusal/lastOwner``, ``AccessRefusal/notFound`` if the person is not in the room.
    public func setRole(_ role: Membership.Role, of person: User.ID, by manager: RoomManager) async throws {
        let now = context.now()
        try await context.write(as: manager) { db, manager in
            let room = manager.room
            guard let membership = try MembershipStore.find(db, person, room.id) else { throw AccessRefusal.notFound }
            guard membership.role != role else { return }
            // A room would be left to it, and nobody can sign in to it.
            guard try role != .owner || !AppAccount.exists(db, person) else { throw AccessRefusal.notAllowed }
            guard try !MembershipStore.isLastOwner(db, person, in: room) else { throw Refusal.lastOwner }
            try MembershipStore.setRole(db, role, of: person, in: room.id)
            try AuditStore.insert(
                db, .roleChanged, by: manager.person, room: room.id, subject: person, detail: role.rawValue, at: now)
            try publish(db, room.id, person)
        }
    }

    public func setLevel(_ level: Membership.Level, of member: Member) async throws {
        try await context.write(as: member) { db, member in
            try MembershipStore.setLevel(db, level, of: member.person, in: member.room.id)
        }
    }

    /// Notes that the member has seen the messages up to this one; an older number changes nothing. In a direct
    /// conversation, the others hear of it, and all that there is counts as delivered.
    ///
    /// - Returns: up to which number the member has read the room then.
    @discardableResult
    public func markRead(upTo number: Int64, by member: Member) async throws -> Int64 {
        let before = member.membership.readNumber
        // Most often there is nothing to write.
        guard number > before || member.membership.mentionCount > 0 else { return before }
        return try await context.write(as: member) { db, member in
            let number = min(number, member.room.lastNumber)
            try MembershipStore.markRead(db, member.person, in: member.room.id, upTo: number)
            let read = max(number, member.membership.readNumber)
            guard member.room.kind == .direct else { return read }
            try ReceiptStore.markDelivered(
                db, [member.person], in: member.room.id, upTo: member.room.lastNumber)
            context.publish(RoomEvent(room: member.room.id, revision: member.room.revision, kind: .read), after: db)
            return read
        }
    }

    private static func find(_ db: Transaction, _ username: String, for room: Room) throws -> User.ID {
        guard let person = try PeopleStore.find(db, username: username),
            try !IncomingWebhookStore.isElsewhere(db, person, than: room.id)
        else { throw Refusal.noSuchPerson }
        return person
    }
}

extension MembershipService {
    /// - Parameter roomLimit: how many rooms the person may be in already; by default ``ConversationLimits/roomsPerPerson``.
    /// - Throws: ``Refusal/isDisabled``, ``Refusal/tooManyRooms``, ``Refusal/roomIsFull``.
    func admit(
        _ db: Transaction, _ person: User.ID, to room: Room, as role: Membership.Role = .member, roomLimit: Int? = nil,
        at now: Date
    ) throws {
        guard try PeopleStore.isEnabled(db, person) else { throw Refusal.isDisabled }
        let limits = context.limits
        if !room.includesEveryone {
            guard room.memberCount < limits.membersPerRoom else { throw Refusal.roomIsFull }
            guard try MembershipStore.roomCount(db, of: person) < roomLimit ?? limits.roomsPerPerson else {
                throw Refusal.tooManyRooms
            }
        }
        try MembershipStore.join(db, person, room.id, as: role, at: now)
        try publish(db, room.id, person)
    }

    /// Keeps somebody out of the room for good, and says so in the audit log.
    func expel(
        _ db: Transaction, _ person: User.ID, from room: Room.ID, by actor: User.ID, at now: Date
    ) throws {
        try MembershipStore.end(db, person, room, at: now)
        try MembershipStore.bar(db, person, from: room, at: now)
        try AuditStore.insert(db, .memberRemoved, by: actor, room: room, subject: person, at: now)
        try publish(db, room, person)
    }

    private func publish(_ db: Transaction, _ room: Room.ID, _ person: User.ID) throws {
        let revision = try RoomStore.nextRevision(db, of: room)
        context.publish(RoomEvent(room: room, revision: revision, kind: .membership(person)), after: db)
    }
}
