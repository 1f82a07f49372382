import Accounts
import Foundation
import Storage

/// What is new for a person, in all their rooms.
public struct NewsService: Sendable {
    /// A list has this many messages at most, and no more are read of a room.
    public static let limit = 50

    let context: ConversationContext

    /// The newest messages of others that the person wants to hear of, the newest first: all from rooms whose level is
    /// "everything", and mentions and replies from those with "mentions". What a blocked person wrote is not among them.
    public func latest(for person: User.ID) async throws -> [NewsItem] {
        try await context.database.read { db in
            let news = try News(db, for: person)
            return try DirectStore.namingPeople(db, in: news.newest, \.room, for: person)
        }
    }
}

/// Gathers the list. It is used inside a transaction.
private struct News {
    private let db: Transaction
    private let person: User.ID
    private let blocked: Set<User.ID>
    private let rooms: [Room.ID: RoomListEntry]
    private var items: [NewsItem] = []

    init(_ db: Transaction, for person: User.ID) throws {
        (self.db, self.person) = (db, person)
        blocked = try BlockStore.all(db, by: person)
        // Those with the newest messages come first.
        let entries = try RoomListStore.list(db, for: person)
        rooms = Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0) })
        let mentions = try MentionStore.page(db, of: person, before: .max, limit: NewsService.limit)
        try addMentions(mentions)
        for entry in entries where entry.membership.level == .everything {
            // None of this room's messages, or of the rooms after it, is new enough.
            if let oldest = newest.last, newest.count == NewsService.limit,
                entry.room.lastMessageAt ?? .distantPast < oldest.message.createdAt
            {
                break
            }
            let known = mentions.filter { $0.room.id == entry.id }.compactMap(\.message?.number)
            try addMessages(of: entry.room, but: Set(known))
        }
    }

    var newest: [NewsItem] {
        Array(items.sorted { $0.message.createdAt > $1.message.createdAt }.prefix(NewsService.limit))
    }

    private mutating func addMentions(_ mentions: [Mention]) throws {
        for mention in mentions {
            guard let entry = rooms[mention.room.id], [.everything, .mentions].contains(entry.membership.level),
                let reason = NewsItem.Reason(mention.kind), let number = mention.message?.number,
                let message = try MessageStore.find(db, in: mention.room.id, number)?.message
            else { continue }
            add(message, in: entry.room, reason)
        }
    }

    private mutating func addMessages(of room: Room, but known: Set<Int64>) throws {
        let first = max(room.firstNumber, room.lastNumber - Int64(NewsService.limit) + 1)
        guard first <= room.lastNumber else { return }
        let messages = try MessageStore.range(db, in: room.id, first...room.lastNumber).messages
        for message in messages where !known.contains(message.number) { add(message, in: room, .room) }
    }

    private mutating func add(_ message: Message, in room: Room, _ reason: NewsItem.Reason) {
        guard !message.isDeleted, message.author?.id != person else { return }
        if blocked.contains(author: message.author) { return }
        items.append(NewsItem(reason: reason, room: RoomSummary(room), message: message))
    }
}

extension NewsItem.Reason {
    /// Nil for a warning, which is for the person's eyes only, and for what is no message.
    fileprivate init?(_ kind: Mention.Kind) {
        switch kind {
        case .mention: self = .mention
        case .reply: self = .reply
        case .warning, .webhook: return nil
        }
    }
}
