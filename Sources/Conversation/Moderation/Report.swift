import Accounts
import Foundation

/// A message that somebody wants a moderator to look at.
public struct Report: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    public let id: ID
    public internal(set) var room: RoomSummary
    /// Whether the moderator can read the room: an administrator handles the reports of others, too.
    public let isRoomReadable: Bool
    public let number: Int64
    /// Nil once that account is deleted.
    public let author: Participant?
    /// Empty when the message is deleted.
    public let text: String
    public let writtenAt: Date
    public let isDeleted: Bool
    /// Nil once that account is deleted.
    public let reporter: Participant?
    public let reason: String
    public let createdAt: Date
}

/// What a moderator makes of a report. Stored by name.
public enum ReportOutcome: String, CaseIterable, Sendable {
    /// Nothing is wrong with the message.
    case kept
    /// The message is deleted.
    case removed
    /// The author finds a warning in their inbox.
    case warned
    /// The author is removed from the room.
    case authorRemoved
    /// The author's account is disabled; by administrators alone.
    case accountDisabled
}

/// Why a message is reported: 1 to 500 characters.
public struct ReportReason: Hashable, Sendable {
    public static let limit = 500
    public let text: String

    public init(_ input: String) throws(TextProblem) {
        // A form's field may have several lines.
        let line = try LineOfText(input.withLineEnds(as: " "), limit: Self.limit)
        guard line.isVisible else { throw .empty }
        text = line.text
    }
}

/// A piece of the queue, the oldest first.
public struct ReportPage: Hashable, Sendable {
    public let reports: [Report]
    /// Where the next page begins: give it as `after`. Nil on the last page.
    public let next: Report.ID?
}
