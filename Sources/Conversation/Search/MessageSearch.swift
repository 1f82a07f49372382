import Accounts
import Foundation
import Storage

/// How an engine finds messages. Triggers or generated columns keep its index; nobody else writes to it.
protocol MessageSearch: Sendable {
    /// Messages that the person may see and that have all of the request, the newest first.
    func hits(_ db: Transaction, _ request: SearchRequest, limit: Int) throws -> [SearchHit]

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
    let room: Room.ID?
    let since: Date?
    let before: Date?
    let hasFile: Bool
    /// Only what comes after this in the order.
    let after: (time: Int64, room: Room.ID, number: Int64)?
}
