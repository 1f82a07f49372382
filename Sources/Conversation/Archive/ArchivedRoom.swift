import Accounts
import Foundation

/// A room as an archive has it.
public struct ArchivedRoom: Codable, Hashable, Sendable {
    public let id: Room.ID
    public let kind: Room.Kind
    public let name: String
    public let description: String
    public let createdAt: Date
    /// Usernames of those in a direct conversation; empty for other rooms.
    public let people: [String]
    /// The archive has every message from this number to ``lastNumber``.
    public let firstNumber: Int64
    public let lastNumber: Int64
    /// Of the room when it was archived.
    public let revision: Int64

    public var count: Int64 { lastNumber - firstNumber + 1 }

    /// How many of the messages the room does not have.
    public func missing(in room: Room) -> Int64 {
        max(0, min(lastNumber, room.firstNumber - 1) - firstNumber + 1)
    }
}

/// A message as an archive has it.
public struct ArchivedMessage: Codable, Hashable, Sendable {
    public let number: Int64
    /// The username; nil for a former member.
    public let author: String?
    public let text: String
    public let replyTo: Int64?
    public let createdAt: Date
    public let editedAt: Date?
    public let deletedAt: Date?
    public let pinnedAt: Date?
    public let reactions: [Reaction]
    /// The oldest first.
    public let formerTexts: [FormerText]
    public var files: [File]

    public struct Reaction: Codable, Hashable, Sendable {
        public let emoji: String
        public let username: String
        public let at: Date
    }

    public struct FormerText: Codable, Hashable, Sendable {
        public let text: String
        public let writtenAt: Date
    }

    public struct File: Codable, Hashable, Sendable {
        /// Names the file in the archive; nil if the archive does not have it.
        public var id: Attachment.ID?
        public let name: String
        public let type: String
        public let bytes: Int
        public let sha256: Data
        /// Of pictures, and of a film's still, in pixels. A file with a size has a thumbnail.
        public let width: Int?
        public let height: Int?

        public var hasThumbnail: Bool { width != nil }
    }
}

/// Why messages are not archived, removed or read back.
public enum ArchiveRefusal: Error, Hashable, Sendable {
    /// A message was changed since the archive was made.
    case changed(Room.ID)
    /// A message was reported, and no moderator has decided yet.
    case reported(Room.ID)
    /// Between the messages of the archive and those of the room some are missing: they must be read back first.
    case gap(Room.ID, from: Int64)
    /// The archive has something that no archive has.
    case notAnArchive
}
