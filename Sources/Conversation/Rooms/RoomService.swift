import Accounts
import Foundation
import Storage

/// Rooms, found through the person who asks.
///
/// Every function throws ``AccessRefusal`` when a right no longer holds, and what the database throws.
public struct RoomService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// The person is in as many rooms as one may be.
        case tooManyRooms
        /// The person has begun as many direct conversations as one may.
        case tooManyDirectRooms
        /// Somebody to talk to is not there (any more).
        case noSuchPerson
        /// A direct conversation is between 2 and 8 people.
        case wrongNumberOfPeople
        /// One of the people has blocked another.
        case blocked
        /// The room that includes everyone stays.
        case includesEveryone
        /// Another open room has this name, by which messages link to it.
        case nameTaken
    }

    let context: ConversationContext
    let memberships: MembershipService

    /// - Throws: ``AccessRefusal/notFound``.
    public func access(to room: Room.ID, by person: User.ID) async throws -> RoomAccess {
        try await context.database.read { try RoomAccess.find($0, room, for: person) }
    }

    /// - Throws: ``AccessRefusal/notFound``, ``AccessRefusal/notMember``.
    public func member(of room: Room.ID, by person: User.ID) async throws -> Member {
        try await context.database.read { try Member.find($0, room, for: person) }
    }

    /// - Throws: ``AccessRefusal/notFound``, ``AccessRefusal/notAllowed``.
    public func manager(of room: Room.ID, by person: User.ID) async throws -> RoomManager {
        try await context.database.read { try RoomManager.find($0, room, for: person) }
    }

    /// - Throws: ``AccessRefusal/notFound``, also for a direct conversation.
    public func manager(of room: Room.ID, by operator: Operator) async throws -> RoomManager {
        try await context.database.read { try RoomManager.find($0, room, for: `operator`) }
    }

    /// All rooms that the person is in, those with the latest messages first.
    public func list(for person: User.ID) async throws -> [RoomListEntry] {
        try await context.database.read { try RoomListStore.list($0, for: person) }
    }

    /// The same for a short list.
    public func joined(by person: User.ID) async throws -> [JoinedRoom] {
        try await context.database.read { try JoinedRoomStore.all($0, of: person) }
    }

    /// A page has this many rooms at most.
    public static let pageLimit = 50

    /// Open rooms that the person could join, by name.
    ///
    /// - Parameter id: the last of the page before, or nil for the first.
    public func joinable(by person: User.ID, after id: Room.ID? = nil) async throws -> [Room] {
        try await context.database.read { db in
            // What follows the name of a closed room would tell something of that name.
            let last = try id.flatMap { try RoomStore.find(db, $0) }.flatMap { $0.kind == .open ? $0 : nil }
            return try RoomStore.joinable(
                db, by: person, after: last.map { ($0.name, $0.id) }, limit: Self.pageLimit)
        }
    }

    /// The open rooms that are called so, for links to them: the same for everyone who reads. Of more than
    /// `PeopleService.nameLimit` names, some are not looked up.
    public func openRooms(named names: Set<String>) async throws -> [String: Room.ID] {
        guard !names.isEmpty else { return [:] }
        return try await context.database.read { db in
            try RoomStore.open(db, named: names.prefix(PeopleService.nameLimit))
        }
    }

    /// Makes a room that the person owns.
    ///
    /// - Throws: ``Refusal/tooManyRooms``, ``Refusal/nameTaken``, ``TooFast``.
    public func create(
        _ kind: NewRoom.Kind, name: RoomName, description: RoomDescription, by person: User.ID
    ) async throws -> Room {
        let now = context.now()
        try context.take(RateLimiter.Key(person: person, room: nil, action: .creation))
        return try await context.database.write { db in
            guard try PeopleStore.isEnabled(db, person) else { throw AccessRefusal.notFound }
            guard try MembershipStore.roomCount(db, of: person) < context.limits.roomsPerPerson else {
                throw Refusal.tooManyRooms
            }
            try Self.requireFree(db, name.text, for: kind.room)
            let id = try RoomStore.insert(
                db, kind.room, name: name, description: description, by: person, at: now)
            try MembershipStore.join(db, person, id, as: .owner, at: now)
            return try RoomAccess.find(db, id, for: person).room
        }
    }

    /// Makes a room without an owner, for the operator.
    ///
    /// - Throws: ``Refusal/nameTaken``.
    public func create(
        _ kind: NewRoom.Kind, name: RoomName, description: RoomDescription, by operator: Operator
    ) async throws -> Room {
        let now = context.now()
        return try await context.database.write { db in
            try Self.requireFree(db, name.text, for: kind.room)
            let id = try RoomStore.insert(db, kind.room, name: name, description: description, by: nil, at: now)
            return try RoomManager.find(db, id, for: `operator`).room
        }
    }

    /// - Parameter id: the room that has the name already; nil for a new one.
    /// - Throws: ``Refusal/nameTaken``.
    static func requireFree(
        _ db: Transaction, _ name: String, for kind: Room.Kind, of id: Room.ID? = nil
    ) throws {
        guard kind == .open, let other = try RoomStore.open(db, named: [name])[name], other != id else {
            return
        }
        throw Refusal.nameTaken
    }

    /// The room that everyone is in, whose members are all who are here; nil where the operator has removed it.
    public func ofEveryone() async throws -> Room? {
        try await context.database.read { try RoomStore.ofEveryone($0) }
    }

    /// At most ``pageLimit`` rooms in order of their numbers, for the operator. Direct conversations are left out.
    public func all(after id: Room.ID = 0, by operator: Operator) async throws -> [Room] {
        try await context.database.read { try RoomStore.all($0, after: id, limit: Self.pageLimit) }
    }
}

/// What a person can make.
public enum NewRoom {
    /// Direct conversations are made by ``RoomService/direct(with:by:)`` alone.
    public enum Kind: String, CaseIterable, Sendable {
        case open, closed

        var room: Room.Kind { self == .open ? .open : .closed }
    }
}
