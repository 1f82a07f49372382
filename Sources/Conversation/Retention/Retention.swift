import Accounts
import Foundation
import Storage

/// Removing what is not kept, in pieces, so that nobody who posts waits long.
public struct Retention: Sendable {
    /// Rows that one transaction deletes at most.
    static let piece = 1_000

    let environment: Environment

    /// Deletes messages that are older than their room keeps them; returns how many.
    ///
    /// - Parameter siteDays: for rooms without a rule of their own; nil for ever.
    @discardableResult
    public func enforce(siteDays: Int? = nil) async throws -> Int {
        var (count, last) = (0, Room.ID(0))
        while let room = try await environment.database.read({ [last] in try RetentionStore.room($0, after: last) }) {
            last = room.id
            count += try await enforce(on: room, siteDays)
            try Task.checkCancellation()
        }
        return count
    }

    private func enforce(on room: Room, _ siteDays: Int?) async throws -> Int {
        let days: Int?
        switch room.retention {
        case .site: days = siteDays
        case .forever: days = nil
        case .days(let own): days = own
        }
        guard let days else { return 0 }
        let oldest = environment.now() - TimeInterval(days) * 86_400
        let end = try await environment.database.read { try MessageStore.firstNumber($0, in: room, at: oldest) }
        guard end > room.firstNumber else { return 0 }
        var first = room.firstNumber
        while first < end {
            first = try await deletePiece(of: room.id, from: first, to: end)
            try Task.checkCancellation()
        }
        return Int(end - room.firstNumber)
    }

    /// Deletes some messages from the beginning of a room; returns where it begins now.
    private func deletePiece(of room: Room.ID, from first: Int64, to end: Int64) async throws -> Int64 {
        let next = min(end, first + Int64(Self.piece))
        try await environment.database.write { db in
            try RetentionStore.delete(db, in: room, first..<next)
            let revision = try RoomStore.nextRevision(db, of: room)
            environment.publish(RoomEvent(room: room, revision: revision, kind: .removed), after: db)
        }
        return next
    }

    /// Deletes what is left of rooms that were deleted.
    public func deleteRooms() async throws {
        while let room = try await environment.database.read({ try RetentionStore.deletedRoom($0) }) {
            var isMore = true
            while isMore {
                isMore = try await environment.database.write { try RetentionStore.deletePiece($0, of: room) }
                try Task.checkCancellation()
            }
        }
    }

    /// Takes the content of all messages of a person away, as deleting each would. For somebody who leaves the site and
    /// does not want to stay as a "former member".
    public func deleteMessages(of person: User.ID) async throws {
        let messages = Messages(environment: environment)
        var last: (Room.ID, Int64)? = (0, 0)
        while let place = last {
            last = try await environment.database.write { db in
                let numbers = try RetentionStore.messages(db, of: person, after: place, limit: Self.piece / 5)
                for (room, number) in numbers { try messages.erase(db, in: room, number, at: environment.now()) }
                return numbers.last
            }
            try Task.checkCancellation()
        }
    }

    /// Takes what a person has reacted away, so that every room hears of it. The account's deletion does the rest.
    public func deleteReactions(of person: User.ID) async throws {
        var isMore = true
        while isMore {
            isMore = try await environment.database.write { db in
                let places = try RetentionStore.reactions(db, of: person, limit: Self.piece / 5)
                for (room, number) in places {
                    try RetentionStore.deleteReactions(db, of: person, in: room, number)
                    let revision = try RoomStore.nextRevision(db, of: room)
                    try MessageStore.setRevision(db, in: room, number, to: revision)
                    environment.publish(
                        RoomEvent(room: room, revision: revision, number: number, kind: .reacted), after: db)
                }
                return !places.isEmpty
            }
        }
    }

    /// Deletes old entries of the audit log.
    func cleanAudit() async throws {
        let now = environment.now()
        while try await environment.database.write({ try AuditStore.deleteOld($0, limit: Self.piece, at: now) })
            == Self.piece
        {}
    }

    /// Takes what deleted messages have left in the search index out of it, until nothing is left.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    public func purgeSearch() async throws -> Bool {
        let engine = Search(environment: environment).engine
        guard try await environment.database.read({ try RetentionStore.needsPurge($0) }) else { return false }
        while try await environment.database.write({ try engine.purge($0) }) { try Task.checkCancellation() }
        return true
    }
}
