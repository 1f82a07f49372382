import Accounts
import Foundation

/// A secret address to which another service posts messages in a room.
public struct IncomingWebhook: Identifiable, Hashable, Sendable {
    /// The account that its messages are of.
    public let id: User.ID
    public let name: String
    public let room: Room.ID
    /// Who has made it; nil once that account is deleted.
    public let maker: Participant?
    public let createdAt: Date
    /// To the minute; nil if it was never used.
    public let lastUsedAt: Date?
}

/// A hook that was just made.
public struct NewIncomingWebhook: Hashable, Sendable {
    public let hook: IncomingWebhook
    /// What its address ends in. It is given once.
    public let token: Token<IncomingWebhook>
}
