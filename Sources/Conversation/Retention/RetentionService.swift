import Accounts
import Foundation
import Storage

/// Removing what is not kept, in pieces, so that nobody who posts waits long.
public struct RetentionService: Sendable {
    let context: ConversationContext

    /// Deletes messages that are older than their room keeps them; returns how many.
    @discardableResult
    public func enforce() async throws -> Int {
        var (count, last) = (0, Room.ID(0))
        while let room = try await context.database.read({ [last] in try RetentionStore.room($0, after: last) }) {
            last = room.id
            count += try await enforce(on: room)
            try Task.checkCancellation()
        }
        return count
    }

    private func enforce(on room: Room) async throws -> Int {
        let now = context.now()
        guard let oldest = oldest(room.retention), oldest <= now else { return 0 }
        let end = try await context.database.read { try MessageStore.firstNumber($0, in: room, at: oldest) }
        guard end > room.firstNumber else { return 0 }
        try await inPieces(from: room.firstNumber) { db, first, size in
            // One message with a wrong time, of a clock that was not set yet, may have misled the search.
            let piece = first..<min(end, first + Int64(size))
            let young = try RetentionStore.first(db, in: room.id, piece, written: oldest...now)
            let next = young ?? piece.upperBound
            guard next > first else { return nil }
            try RetentionStore.delete(db, in: room.id, first..<next)
            let revision = try RoomStore.nextRevision(db, of: room.id)
            context.publish(RoomEvent(room: room.id, revision: revision, kind: .removed), after: db)
            return young == nil && next < end ? next : nil
        }
        let first = try await context.database.read { try RoomStore.find($0, room.id)?.firstNumber }
        return first.map { Int($0 - room.firstNumber) } ?? 0
    }

    /// How many messages would be deleted if the room had this rule.
    public func loss(under retention: Room.Retention, by manager: RoomManager) async throws -> Int64 {
        guard let oldest = oldest(retention) else { return 0 }
        return try await context.read(as: manager) { db, manager in
            try MessageStore.firstNumber(db, in: manager.room, at: oldest) - manager.room.firstNumber
        }
    }

    /// What is older is not kept; nil for ever.
    private func oldest(_ retention: Room.Retention) -> Date? {
        context.limits.days(retention).map { context.now() - TimeInterval($0) * 86_400 }
    }

    /// Deletes what is left of rooms that were deleted.
    public func deleteRooms() async throws {
        while let room = try await context.database.read({ try RetentionStore.deletedRoom($0) }) {
            try await inPieces(from: room) { db, room, size in
                try RetentionStore.deletePiece(db, of: room, size: size) ? room : nil
            }
        }
    }

    /// Takes the content of all messages of a person away, as deleting each would. For somebody who leaves the site and
    /// does not want to stay as a "former member".
    public func deleteMessages(of person: User.ID) async throws {
        try await inPieces(from: (room: Room.ID(0), number: Int64(0))) { db, last, size in
            try eraseMessages(db, of: person, after: last, limit: size)
        }
    }

    /// - Returns: the place of the last one; nil when there were none.
    @discardableResult
    func eraseMessages(
        _ db: Transaction, of person: User.ID, after place: (room: Room.ID, number: Int64), limit: Int
    ) throws -> (room: Room.ID, number: Int64)? {
        let messages = MessageService(context: context)
        let places = try RetentionStore.messages(db, of: person, after: place, limit: limit)
        for place in places { try messages.erase(db, in: place.room, place.number, at: context.now()) }
        return places.last
    }

    /// Takes what a person has reacted away, so that every room hears of it. The account's deletion does the rest.
    public func deleteReactions(of person: User.ID) async throws {
        try await inPieces(from: person) { db, person, size in
            let places = try RetentionStore.reactions(db, of: person, limit: size)
            for (room, number) in places {
                try RetentionStore.deleteReactions(db, of: person, in: room, number)
                let revision = try RoomStore.nextRevision(db, of: room)
                try MessageStore.setRevision(db, in: room, number, to: revision)
                context.publish(
                    RoomEvent(room: room, revision: revision, number: number, kind: .reacted), after: db)
            }
            return places.isEmpty ? nil : person
        }
    }

    /// Deletes old entries of the audit log.
    func cleanAudit() async throws {
        let now = context.now()
        try await inPieces(from: now) { db, now, size in
            try AuditStore.deleteOld(db, limit: size, at: now) == size ? now : nil
        }
    }

    /// Rows that a piece has at most, and at first.
    private static let pieceLimit = 1_000
    private static let firstPiece = 50
    /// How long a piece should take: whoever posts may have to wait for two.
    private static let pieceTime: Duration = .milliseconds(15)

    /// Works in transactions that are short on this machine, whatever it is.
    ///
    /// - Parameter body: takes the place where it left off and about how many rows to delete, and returns the place
    ///   where to go on, nil at the end.
    func inPieces<Place: Sendable>(
        from place: Place, _ body: @escaping @Sendable (Transaction, Place, Int) throws -> Place?
    ) async throws {
        var (next, size) = (Place?.some(place), Self.firstPiece)
        while let place = next {
            let (following, time) = try await context.database.write { [size] db in
                let start = ContinuousClock.now
                return (try body(db, place, size), ContinuousClock.now - start)
            }
            next = following
            let ratio = Self.pieceTime / max(time, .microseconds(1))
            size = min(max(Int(Double(size) * min(ratio, 2)), 10), Self.pieceLimit)
            try Task.checkCancellation()
        }
    }
}
