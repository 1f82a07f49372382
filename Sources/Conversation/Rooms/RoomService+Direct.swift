import Accounts
import Foundation
import Storage

extension RoomService {
    /// How many people talk in a direct conversation.
    public static let directPeople = 2...8

    /// The direct conversation of the person with these others; it is made if there is none.
    ///
    /// - Throws: ``Refusal``, ``TooFast``.
    public func direct(with others: Set<User.ID>, by person: User.ID) async throws -> Room {
        let people = others.union([person]).sorted()
        guard Self.directPeople.contains(people.count) else { throw Refusal.wrongNumberOfPeople }
        let found = try await context.database.read { db in
            try DirectStore.find(db, people).map { try RoomAccess.find(db, $0, for: person) }
        }
        if let member = try found?.member() {
            if member.membership.level == .hidden { try await memberships.setLevel(.everything, of: member) }
            return member.room
        }
        try context.take(RateLimiter.Key(person: person, room: nil, action: .creation))
        let now = context.now()
        return try await context.database.write { db in try make(db, people, by: person, at: now) }
    }

    private func make(_ db: Transaction, _ people: [User.ID], by person: User.ID, at now: Date) throws -> Room {
        if let id = try DirectStore.find(db, people) { return try RoomAccess.find(db, id, for: person).room }
        for other in people where other != person {
            guard try PeopleStore.isEnabled(db, other), try !IncomingWebhookStore.isElsewhere(db, other, than: nil)
            else { throw Refusal.noSuchPerson }
            guard try !BlockStore.existsEitherWay(db, person, other) else { throw Refusal.blocked }
        }
        guard try DirectStore.count(db, by: person) < context.limits.directRoomsPerPerson else {
            throw Refusal.tooManyDirectRooms
        }
        let id = try DirectStore.insert(db, people, by: person, at: now)
        for other in people {
            try MembershipStore.join(db, other, id, at: now)
            let revision = try RoomStore.nextRevision(db, of: id)
            context.publish(RoomEvent(room: id, revision: revision, kind: .membership(other)), after: db)
        }
        return try RoomAccess.find(db, id, for: person).room
    }
}

/// Direct conversations in the `room` table. Its functions run inside a transaction of the caller.
enum DirectStore {
    /// What the same people are found by.
    private static func key(_ people: [User.ID]) -> String {
        people.map(String.init).joined(separator: ",")
    }

    static func find(_ db: Transaction, _ people: [User.ID]) throws -> Room.ID? {
        try db.row("SELECT id FROM room WHERE people = ? AND deletedAt IS NULL", [key(people)]) { $0[0] }
    }

    static func insert(_ db: Transaction, _ people: [User.ID], by person: User.ID, at now: Date) throws -> Room.ID {
        try db.insert(
            "INSERT INTO room (kind, name, people, createdBy, createdAt) VALUES ('direct', '', ?, ?, ?) RETURNING id",
            [key(people), person, now.stored])
    }

    /// How many of them the person has begun.
    static func count(_ db: Transaction, by person: User.ID) throws -> Int {
        try db.row("SELECT count(*) FROM room WHERE createdBy = ? AND kind = 'direct'", [person]) { $0[0] } ?? 0
    }
}
