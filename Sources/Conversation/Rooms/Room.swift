import Accounts
import Foundation

/// A place where people talk.
public struct Room: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    /// Stored by name.
    public enum Kind: String, Codable, Sendable {
        /// Everyone who is signed in can read it and join.
        case open
        /// Members add members.
        case closed
        /// The people it was made for, and nobody else ever.
        case direct
    }

    public let id: ID
    public let kind: Kind
    /// Empty for a direct conversation, which is called by its people.
    public let name: String
    public let description: String
    /// All who have an account are members, and stay members.
    public let includesEveryone: Bool
    /// Nil once that account is deleted.
    public let createdBy: User.ID?
    public let createdAt: Date
    /// Since when nothing can be posted.
    public let archivedAt: Date?
    /// Of the oldest message that is kept. One more than ``lastNumber`` when none is.
    public let firstNumber: Int64
    /// Of the newest message; 0 when there has been none.
    public let lastNumber: Int64
    public let lastMessageAt: Date?
    /// Of the last change in the room.
    public let revision: Int64
    public let memberCount: Int
    public let retention: Retention

    public var isArchived: Bool { archivedAt != nil }

    /// How long messages are kept.
    public enum Retention: Hashable, Sendable {
        /// As the site's setting says.
        case site
        case forever
        case days(Int)

        /// Ten years.
        public static let dayLimit = 3_650
    }
}

/// The name of a room: 1 to 60 characters in one line.
public struct RoomName: Hashable, Sendable {
    public static let limit = 60
    public let text: String

    public init(_ input: String) throws(TextProblem) {
        let line = try LineOfText(input, limit: Self.limit)
        guard line.isVisible else { throw .empty }
        // Names that look the same would pass for each other.
        guard !line.hasHiddenCharacters else { throw .forbiddenCharacter }
        text = line.text
    }
}

/// What a room is for: up to 300 characters in one line.
public struct RoomDescription: Hashable, Sendable {
    public static let limit = 300
    public let text: String

    public init(_ input: String) throws(TextProblem) {
        text = try LineOfText(input, limit: Self.limit).text
    }
}
