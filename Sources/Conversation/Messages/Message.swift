import Accounts
import Foundation

/// What somebody has said in a room. The same for everyone who reads it.
public struct Message: Identifiable, Hashable, Sendable {
    /// Counts up in the room without a gap.
    public let number: Int64
    /// Of the room when the message last changed.
    public let revision: Int64
    /// Nil once that account is deleted.
    public let author: Participant?
    /// Empty for a deleted message.
    public let text: String
    /// What the caller has made of the text when it was written; nil if nothing was kept.
    public let rendered: [UInt8]?
    public internal(set) var reply: Reply?
    public let createdAt: Date
    public let editedAt: Date?
    /// The message is only a place in the room any more.
    public let deletedAt: Date?
    public let pinnedAt: Date?
    /// Those that came first, first.
    public internal(set) var reactions: [Reaction] = []
    public internal(set) var attachments: [Attachment] = []

    public var id: Int64 { number }
    public var isDeleted: Bool { deletedAt != nil }

    /// The message that this one answers.
    public struct Reply: Hashable, Sendable {
        public let number: Int64
        /// Nil when it is no longer kept.
        public internal(set) var excerpt: Excerpt?

        init(number: Int64, excerpt: Excerpt?) {
            (self.number, self.excerpt) = (number, excerpt)
        }

        /// What an answer to this message would quote.
        public init(quoting message: Message) {
            (number, excerpt) = (message.number, Excerpt(message))
        }
    }

    public struct Reaction: Hashable, Sendable {
        /// How many people are named.
        public static let namedLimit = 20

        public let emoji: Emoji
        public let count: Int
        /// Those who chose it, in the order in which they did; in a large room only the first of them.
        public internal(set) var people: [Participant]
    }
}

/// A former text of a message.
public struct MessageVersion: Hashable, Sendable {
    public let revision: Int64
    public let text: String
    public let writtenAt: Date
}
