import Foundation

/// A message that a person wants to be told of.
public struct NewsItem: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// The person hears everything that is said in the room.
        case room
        /// The person is named in the message.
        case mention
        /// The message answers one of theirs.
        case reply
    }

    public let reason: Reason
    public internal(set) var room: RoomSummary
    public let message: Message
}
