import Accounts
import Foundation
import Storage

/// What is in rooms of a person who thinks of leaving the site.
public struct Departure: Hashable, Sendable {
    /// Messages are counted up to this many.
    public static let messageLimit = 10_000
    /// Owned rooms that are listed at most.
    static let roomLimit = 50

    /// Messages that have content: at most ``messageLimit`` and one.
    public let messages: Int
    /// Rooms that have any of these messages.
    public let messageRooms: Int
    /// Rooms and direct conversations that the person is in.
    public let rooms: Int
    /// Closed rooms and direct conversations that nobody else is in. They go with the account.
    public let roomsAlone: Int
    /// Other rooms that would have no owner, by name. Administrators can manage every room.
    public let ownerless: [Room]
}

/// What becomes of the messages of a person who leaves.
public enum MessagesOfDeparted: String, CaseIterable, Sendable {
    /// They stay, as those of a former member.
    case keep
    /// Only their places stay.
    case remove
}

extension RetentionService {
    /// What there is of the person, for the question of what should become of it.
    public func departure(of person: User.ID) async throws -> Departure {
        try await context.database.read { try DepartureStore.departure($0, of: person) }
    }

    /// What of a person's conversations goes with their account.
    ///
    /// Rooms that nobody else is in are deleted, as nobody could read them afterwards. Reactions are taken away here, so
    /// that all rooms hear of it.
    public func erasure(of person: User.ID, _ messages: MessagesOfDeparted) -> AccountErasure {
        AccountErasure {
            if messages == .remove { try await deleteMessages(of: person) }
            try await deleteReactions(of: person)
            let now = context.now()
            try await context.database.write { try DepartureStore.markRoomsAloneDeleted($0, of: person, at: now) }
            try await deleteRooms()
        } finish: { db in
            // Those that were posted while the others were deleted: no more than the limits of posting allow.
            if messages == .remove { try eraseMessages(db, of: person, after: (0, 0), limit: .max) }
            try DepartureStore.markRoomsAloneDeleted(db, of: person, at: context.now())
        }
    }
}

/// What is asked and done when a person leaves the site. Its functions run inside a transaction of the caller.
private enum DepartureStore {
    /// Rooms that nobody but the person can read. An open one is not among them, as everyone can.
    private static let alone = """
        FROM membership JOIN room ON room.id = membership.roomId
        WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.deletedAt IS NULL
            AND room.kind <> 'open' AND NOT \(MembershipStore.hasOthers)
        """

    static func departure(_ db: Transaction, of person: User.ID) throws -> Departure {
        let messages = try db.row(
            """
            SELECT count(*), count(DISTINCT roomId) FROM (
                SELECT roomId FROM message WHERE authorId = ? AND deletedAt IS NULL LIMIT ?) AS written
            """, [person, Departure.messageLimit + 1]
        ) { (count: $0[0] as Int, rooms: $0[1] as Int) }
        let rooms = try db.row(
            """
            SELECT count(*) FROM membership JOIN room ON room.id = membership.roomId
            WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.deletedAt IS NULL
            """, [person]
        ) { $0[0] as Int }
        let alone = try db.row("SELECT count(*) \(alone)", [person, person]) { $0[0] as Int }
        return Departure(
            messages: messages?.count ?? 0, messageRooms: messages?.rooms ?? 0, rooms: rooms ?? 0,
            roomsAlone: alone ?? 0, ownerless: try ownerless(db, without: person))
    }

    /// Rooms that others can read, whose only owner is the person.
    private static func ownerless(_ db: Transaction, without person: User.ID) throws -> [Room] {
        try db.rows(
            """
            SELECT \(RoomStore.columns) FROM membership AS own JOIN room ON room.id = own.roomId
            WHERE own.userId = ? AND own.role = 'owner' AND own.leftAt IS NULL AND room.deletedAt IS NULL
                AND (room.kind = 'open' OR \(MembershipStore.hasOthers))
                AND NOT EXISTS (
                    SELECT 1 FROM membership AS other
                    WHERE other.roomId = own.roomId AND other.userId <> own.userId AND other.role <> 'member'
                        AND other.role = 'owner' AND other.leftAt IS NULL)
            ORDER BY room.name, room.id LIMIT ?
            """, [person, person, Departure.roomLimit]
        ) { Room($0) }
    }

    static func markRoomsAloneDeleted(_ db: Transaction, of person: User.ID, at now: Date) throws {
        for room in try db.rows("SELECT room.id \(alone)", [person, person], { $0[0] as Room.ID }) {
            try RoomService.markDeleted(db, room, at: now)
        }
    }
}
