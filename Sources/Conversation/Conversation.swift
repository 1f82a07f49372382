import Foundation
import Logging
import Storage

/// Rooms, what is said in them, and who may do what there.
///
/// What a function changes, it changes in one transaction, unless it says that it works in pieces. All may throw what
/// the database throws (`Database.failure` sorts it).
public struct Conversation: Sendable {
    let environment: Environment

    public let limits: ConversationLimits
    /// Tells of every change after it was committed.
    public let events: RoomEvents
    public let rooms: Rooms
    public let memberships: Memberships
    public let messages: Messages
    public let mentions: Mentions
    public let search: Search
    public let people: People
    public let moderation: Moderation
    public let retention: Retention

    public init(
        database: Database, limits: ConversationLimits = ConversationLimits(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        let events = RoomEvents()
        let environment = Environment(
            database: database, events: events, limits: limits, rates: RateLimiter(limits: limits), now: now)
        self.environment = environment
        self.limits = limits
        self.events = events
        memberships = Memberships(environment: environment)
        messages = Messages(environment: environment)
        rooms = Rooms(environment: environment, memberships: memberships)
        mentions = Mentions(environment: environment)
        search = Search(environment: environment)
        people = People(environment: environment)
        moderation = Moderation(environment: environment, messages: messages, memberships: memberships)
        retention = Retention(environment: environment)
    }

    /// How often words of deleted messages are taken out of the search index.
    static let purgeInterval: Duration = .seconds(30)
    /// Purges between two removals of messages that are too old: an hour.
    static let purgesPerCleaning = 120

    /// Removes what was deleted or is too old, until its task is cancelled.
    ///
    /// - Parameter retentionDays: of rooms without a rule of their own; nil for ever.
    public func maintain(retentionDays: Int? = nil, log: Logger) async {
        var rounds = 0
        while !Task.isCancelled {
            do {
                if rounds.isMultiple(of: Self.purgesPerCleaning) { try await clean(retentionDays) }
                // What was deleted is in the log of the database, too.
                if try await retention.purgeSearch() { try await environment.database.writeBack() }
            } catch is CancellationError {
                break
            } catch {
                log.error("maintenance of rooms failed, will try again", metadata: ["error": "\(error)"])
            }
            rounds += 1
            try? await Task.sleep(for: Self.purgeInterval)
        }
    }

    func clean(_ retentionDays: Int?) async throws {
        try await retention.deleteRooms()
        try await retention.enforce(siteDays: retentionDays)
        try await retention.cleanAudit()
    }
}
