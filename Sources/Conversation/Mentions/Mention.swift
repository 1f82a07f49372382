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
        /// A webhook of a room that they look after was given up.
        case webhook
    }

    public let id: ID
    public let kind: Kind
    public let isRead: Bool
    /// Only a warning may be of a room that the person is not in any more.
    public internal(set) var room: RoomSummary
    public let isRoomReadable: Bool
    /// Nil for a webhook.
    public let message: Excerpt?
    /// The webhook's name.
    public let webhook: String?
    /// How often the webhook has failed in a row. Below ``OutgoingWebhookService/failureLimit`` it is off because whoever made
    /// it may not read the room any more.
    public let webhookFailures: Int?
    public let at: Date
}

/// A piece of the inbox, the newest first.
public struct MentionPage: Hashable, Sendable {
    public let mentions: [Mention]
    /// People whose messages are folded.
    public let blocked: Set<User.ID>
    /// Where the next page begins: give it as `before`. Nil on the last page.
    public let next: Mention.ID?
}
