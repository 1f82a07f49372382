import Accounts
import Foundation

/// An entry of a person's inbox.
public struct Mention: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    /// Stored by name.
    public enum Kind: String, Sendable {
        /// The person is named in the message.
        case mention
        /// The message answers one of theirs.
        case reply
        /// A moderator warns them about a message of theirs.
        case warning
    }

    public let id: ID
    public let kind: Kind
    public let isRead: Bool
    /// Only a warning may be of a room that the person is not in any more.
    public internal(set) var room: RoomSummary
    public let isRoomReadable: Bool
    public let message: Excerpt
    public let at: Date
}

/// A piece of the inbox, the newest first.
public struct MentionPage: Hashable, Sendable {
    public let mentions: [Mention]
    /// Where the next page begins: give it as `before`. Nil on the last page.
    public let next: Mention.ID?
}
