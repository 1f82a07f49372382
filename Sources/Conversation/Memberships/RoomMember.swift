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
    /// Owners and moderators of the room, with the first page of all members.
    public let staff: [RoomMember]
    /// In order of their accounts.
    public let members: [RoomMember]
    /// Where the next page begins: give it as `after`. Nil on the last page.
    public let next: User.ID?

    /// - Parameter members: one more than a page has, where there are more.
    init(staff: [RoomMember], _ members: [RoomMember]) {
        let shown = members.prefix(MembershipService.pageLimit)
        (self.staff, self.members) = (staff, Array(shown))
        next = members.count > shown.count ? shown.last?.id : nil
    }
}
