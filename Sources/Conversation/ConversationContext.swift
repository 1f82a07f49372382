import Accounts
import Foundation
import Storage

/// What all services of ``Conversation`` work with.
final class ConversationContext: Sendable {
    let database: Database
    let events = RoomEvents()
    let limits: ConversationLimits
    let rates: RateLimiter
    let uploads = UploadReservations()
    let now: @Sendable () -> Date
    let random: RandomBytes

    init(
        database: Database, limits: ConversationLimits, now: @escaping @Sendable () -> Date,
        random: @escaping RandomBytes
    ) {
        self.database = database
        self.limits = limits
        self.now = now
        self.random = random
        rates = RateLimiter(limits: limits)
    }

    /// Reads with a right that still holds.
    func read<Right: Access, Value: Sendable>(
        as right: Right, _ body: @escaping @Sendable (Transaction, Right) throws -> Value
    ) async throws -> Value {
        try await database.read { db in try body(db, right.renewed(db)) }
    }

    /// The same for what may take long: people take turns, as in ``Database/readAside(for:within:_:)``.
    func readAside<Value: Sendable>(
        as access: RoomAccess, _ body: @escaping @Sendable (Transaction, RoomAccess) throws -> Value
    ) async throws -> Value {
        try await database.readAside(for: access.person, within: Self.searchLimit) { db in
            try body(db, access.renewed(db))
        }
    }

    /// How long a search may take. One among 1,000,000 messages or names takes a fraction of a second, unless its words
    /// are in most of them.
    static let searchLimit: Duration = .seconds(2)

    /// Writes with a right that still holds.
    func write<Right: Access, Value: Sendable>(
        as right: Right, _ body: @escaping @Sendable (Transaction, Right) throws -> Value
    ) async throws -> Value {
        try await database.write { db in try body(db, right.renewed(db)) }
    }

    /// Tells those who listen, once it is committed.
    func publish(_ event: RoomEvent, after db: Transaction) {
        db.afterCommit { [events] in events.publish(event) }
    }

    /// - Throws: ``TooFast``.
    func take(_ key: RateLimiter.Key) throws(TooFast) {
        if let seconds = rates.take(key, at: now()) { throw TooFast(retryAfter: seconds) }
    }

    /// Refuses what ``take(_:)`` would refuse, without counting it.
    ///
    /// - Throws: ``TooFast``.
    func requireOpen(_ key: RateLimiter.Key) throws(TooFast) {
        if !rates.isOpen(key, at: now()) { try take(key) }
    }
}
