import Accounts
import Foundation

/// A member as the list of members shows them.
public struct RoomMember: Identifiable, Hashable, Sendable {
    public let participant: Participant
    public let role: Membership.Role
    public let joinedAt: Date

    public var id: User.ID { participant.id }
}

/// A piece of the list of members.
public struct MemberPage: Hashable, Sendable {
    /// Owners and moderators of the room, with the first page.
    public let staff: [RoomMember]
    /// In order of their accounts.
    public let members: [RoomMember]
    /// Where the next page begins: give it as `after`. Nil on the last page.
    public let next: User.ID?
}
