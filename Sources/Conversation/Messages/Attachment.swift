import Accounts
import Foundation

/// A file that belongs to a message. Its bytes lie elsewhere.
public struct Attachment: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    /// The name that the sender's file had.
    public let name: String
    /// The media type, by content.
    public let type: String
    public let bytes: Int
    /// Of pictures and films, in pixels.
    public let width: Int?
    public let height: Int?
    public let sha256: Data
    public let createdAt: Date
}

/// A file with the message it belongs to.
public struct RoomFile: Hashable, Sendable {
    public let number: Int64
    public let attachment: Attachment
}
