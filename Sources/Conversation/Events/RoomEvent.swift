import Accounts

/// Something in a room has changed. It does not say what to show: listeners read the revisions that they lack, so a
/// lost or doubled event loses or doubles nothing.
public struct RoomEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case posted, edited, deleted, reacted, pinned
        /// The name, the description, or whether it is archived.
        case settings
        /// The person joined or left, or their role changed.
        case membership(User.ID)
        /// A member of a direct conversation has read further, or has been sent more.
        case read
        /// Messages that were too old are gone, or the whole room is.
        case removed
    }

    public let room: Room.ID
    /// The room's revision after the change.
    public let revision: Int64
    /// The message that changed, unless the change is one of the room or of several messages.
    public let number: Int64?
    public let kind: Kind

    public init(room: Room.ID, revision: Int64, number: Int64? = nil, kind: Kind) {
        self.room = room
        self.revision = revision
        self.number = number
        self.kind = kind
    }
}
