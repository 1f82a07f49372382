/// Why a person may not do something in a room.
public enum AccessRefusal: Error, Hashable, Sendable {
    /// There is no such room, or message, for this person. A room that does not exist, one that they have left or were
    /// removed from, and one that they never were in are the same.
    case notFound
    /// They can read the open room, but have to join it first.
    case notMember
    /// They are there, but need another role.
    case notAllowed
    /// Nothing changes in an archived room.
    case archived
}
