import Accounts
import Foundation

/// A file that belongs to a message. Its bytes lie elsewhere.
public struct Attachment: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    /// A ``FileName``.
    public let name: String
    /// The media type, by content.
    public let type: String
    public let bytes: Int
    /// Of pictures, and of a film's still, in pixels. A file with a size has a thumbnail.
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

/// A file of a person with where it is.
public struct OwnFile: Hashable, Sendable {
    public let room: Room.ID
    /// Nil for a file whose message has not been posted.
    public let number: Int64?
    public let attachment: Attachment
}

/// A file that is about to become an attachment.
public struct NewAttachment: Hashable, Sendable {
    let name: FileName
    let type: String
    let bytes: Int
    let width: Int?
    let height: Int?
    let sha256: Data

    /// - Parameters:
    ///   - type: the media type, by content.
    ///   - sha256: of the bytes; 32 bytes.
    public init(name: FileName, type: String, bytes: Int, width: Int?, height: Int?, sha256: Data) {
        self.name = name
        self.type = type
        self.bytes = bytes
        self.width = width
        self.height = height
        self.sha256 = sha256
    }
}

/// How much of what they may store people have stored, in bytes.
public struct StorageUse: Hashable, Sendable {
    public let bytes: Int
    /// Nil for no limit.
    public let limit: Int?

    var left: Int { limit.map { max(0, $0 - bytes) } ?? .max }
}
