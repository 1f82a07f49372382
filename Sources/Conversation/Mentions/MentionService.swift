import Accounts
import Storage

/// A person's inbox: where they are mentioned or answered.
public struct MentionService: Sendable {
    /// A page has this many entries at most.
    public static let pageLimit = 50

    let context: ConversationContext

    /// - Parameter id: the `next` of the page before, or nil for the first.
    public func page(of person: User.ID, before id: Mention.ID? = nil) async throws -> MentionPage {
        try await context.database.read { db in
            let mentions = try MentionStore.page(db, of: person, before: id ?? .max, limit: Self.pageLimit + 1)
            let shown = try DirectStore.namingPeople(
                db, in: mentions.prefix(Self.pageLimit), \.room, for: person)
            return MentionPage(
                mentions: shown, blocked: try BlockStore.all(db, by: person),
                next: mentions.count > Self.pageLimit ? shown.last?.id : nil)
        }
    }

    /// How many entries the person has not seen.
    public func unread(of person: User.ID) async throws -> Int {
        try await context.database.read { try MentionStore.unread($0, of: person) }
    }

    /// Marks all entries up to this one, the newest that the page showed.
    public func markRead(upTo id: Mention.ID, of person: User.ID) async throws {
        try await context.database.write { try MentionStore.markAllRead($0, of: person, upTo: id) }
    }
}
