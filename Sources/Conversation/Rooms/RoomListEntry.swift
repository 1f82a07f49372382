import Accounts
import Foundation

/// A room as a person's list of rooms shows it.
public struct RoomListEntry: Identifiable, Hashable, Sendable {
    public let room: Room
    public let membership: Membership
    /// The newest message; nil also where only the rooms were asked for.
    public let lastMessage: Excerpt?
    /// The others in a direct conversation.
    public internal(set) var people: [Participant]

    public var id: Room.ID { room.id }
    public var unread: Int64 { membership.unread(in: room) }
    /// What the person wants to be told of.
    public var counted: Int64 {
        switch membership.level {
        case .everything: unread
        case .mentions: Int64(membership.mentionCount)
        case .nothing, .hidden: 0
        }
    }
}

extension [RoomListEntry] {
    /// How many entries of the inbox the person has not seen, of all their rooms.
    public var unreadMentions: Int {
        // As `MentionStore.unread` counts them.
        lazy.map(\.membership).filter { $0.level == .everything || $0.level == .mentions }
            .reduce(0) { $0 + $1.mentionCount }
    }
}

/// The beginning of a message.
public struct Excerpt: Hashable, Sendable {
    /// Characters of the text.
    static let length = 200

    public let number: Int64
    /// Nil when that account is no more.
    public let author: Participant?
    /// The first ``length`` characters; empty for a deleted message.
    public let text: String
    public let isDeleted: Bool
}
