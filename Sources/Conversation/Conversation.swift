import Accounts
import Foundation
import Logging
import Storage
import Support

/// Rooms, what is said in them, and who may do what there.
///
/// What a function changes, it changes in one transaction, unless it says that it works in pieces. All may throw what
/// the database throws (`Database.failure` sorts it).
public final class Conversation: Sendable {
    let context: ConversationContext

    public var limits: ConversationLimits { context.limits }
    /// Tells of every change after it was committed.
    public var events: RoomEvents { context.events }
    /// Reads what has changed for those who pass it on.
    public let feed: RoomFeed
    public let rooms: RoomService
    public let memberships: MembershipService
    public let messages: MessageService
    public let attachments: AttachmentService
    public let mentions: MentionService
    public let news: NewsService
    public let search: SearchService
    public let people: PeopleService
    public let moderation: ModerationService
    public let retention: RetentionService
    public let archive: ArchiveService
    public let hooks: IncomingWebhookService
    public let outgoingHooks: OutgoingWebhookService

    public init(
        database: Database, limits: ConversationLimits = ConversationLimits(),
        now: @escaping @Sendable () -> Date = { Date() }, random: @escaping RandomBytes = systemRandom
    ) {
        context = ConversationContext(database: database, limits: limits, now: now, random: random)
        feed = RoomFeed(context: context)
        memberships = MembershipService(context: context)
        messages = MessageService(context: context)
        attachments = AttachmentService(context: context)
        rooms = RoomService(context: context, memberships: memberships)
        mentions = MentionService(context: context)
        news = NewsService(context: context)
        search = SearchService(context: context)
        people = PeopleService(context: context)
        moderation = ModerationService(context: context, messages: messages, memberships: memberships)
        retention = RetentionService(context: context)
        archive = ArchiveService(context: context)
        hooks = IncomingWebhookService(context: context, memberships: memberships)
        outgoingHooks = OutgoingWebhookService(context: context)
    }

    /// How often new messages are put into the search index, if nobody searches.
    static let indexInterval: Duration = .seconds(5)
    /// How often words of deleted messages are taken out of the search index.
    static let purgeInterval: Duration = .seconds(30)
    /// Purges between two removals of messages that are too old: an hour.
    static let purgesPerCleaning = 120

    /// Removes what was deleted or is too old, and keeps the search index up to date, until its task is cancelled.
    public func maintain(log: Logger) async {
        let failure: Logger.Message = "maintenance of rooms failed, will try again"
        async let indexing: Void = repeatUntilCancelled(every: Self.indexInterval, log, failure: failure) { _ in
            try await search.indexNewMessages()
        }
        await repeatUntilCancelled(every: Self.purgeInterval, log, failure: failure) { purges in
            if purges.isMultiple(of: Self.purgesPerCleaning) { try await clean() }
            // What was deleted is in the log of the database, too.
            if try await search.purge() { try await context.database.writeBack() }
        }
        await indexing
    }

    func clean() async throws {
        try await retention.deleteRooms()
        try await retention.enforce()
        try await retention.cleanAudit()
    }
}
