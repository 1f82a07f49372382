import Accounts
import Foundation
import Storage

/// How an engine finds messages. Triggers or generated columns keep its index, or note what is to be put into it.
protocol MessageSearch: Sendable {
    /// Messages that the person may see and that have all of the request, the newest first.
    func hits(_ db: Transaction, _ request: SearchRequest, limit: Int) throws -> [SearchHit]

    /// Whether there are messages that the index does not have yet.
    func isBehind(_ db: Transaction) throws -> Bool

    /// Puts some of the messages into the index that it does not have yet.
    ///
    /// - Returns: whether there are more.
    func addPending(_ db: Transaction) throws -> Bool

    /// Whether deleted messages have left anything in the index.
    func needsPurge(_ db: Transaction) throws -> Bool

    /// Takes some of what deleted messages have left in the index out of it.
    ///
    /// - Returns: whether there is more.
    func purge(_ db: Transaction) throws -> Bool
}

/// A query with names looked up.
struct SearchRequest: Sendable {
    let person: User.ID
    let terms: [SearchTerm]
    let author: User.ID?
    /// Nil for all rooms that the person is in.
    var room: Room.ID?
    let since: Date?
    let before: Date?
    let hasFile: Bool
    /// Only what comes after this in the order.
    let after: (time: Int64, room: Room.ID, number: Int64)?

    var isBoundInTime: Bool { since != nil || before != nil || after != nil }

    /// The messages of a room in which to look for something of these times.
    func numbers(_ db: Transaction, in room: Room) throws -> Range<Int64> {
        let first = try since.map { try MessageStore.firstNumber(db, in: room, at: $0) } ?? room.firstNumber
        // Messages of the same second as the last hit may come after it.
        let ends = [before, after.map { Date(stored: $0.time + 1) }].compactMap(\.self)
        let end = try ends.min().map { try MessageStore.firstNumber(db, in: room, at: $0) } ?? room.lastNumber + 1
        return first..<max(first, end)
    }
}

extension SearchHit {
    /// By which hits are in order.
    var place: (time: Int64, room: Room.ID, number: Int64) { (createdAt.stored, room.id, number) }
}
