import Accounts
import Foundation

/// A room as a person's list of rooms shows it.
public struct RoomListEntry: Identifiable, Hashable, Sendable {
    public let room: Room
    public let membership: Membership
    /// The newest message.
    public let lastMessage: Excerpt?
    /// The person has blocked its author.
    public internal(set) var isLastFolded: Bool
    /// The others in a direct conversation.
    public internal(set) var people: [Participant]

    public var id: Room.ID { room.id }
}

/// The beginning of a message.
public struct Excerpt: Hashable, Sendable {
    /// Characters of the text.
    static let length = 200

    public let number: Int64
    /// Nil once that account is deleted.
    public let author: Participant?
    /// The first ``length`` characters; empty for a deleted message.
    public let text: String
    public let isDeleted: Bool
}

extension Excerpt {
    public init(_ message: Message) {
        (number, author, isDeleted) = (message.number, message.author, message.isDeleted)
        text = String(message.text.prefix(Self.length))
    }
}
