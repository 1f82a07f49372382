import Accounts
import Foundation

/// What ties a person to a room.
public struct Membership: Hashable, Sendable {
    /// Stored by name.
    public enum Role: String, Codable, Sendable {
        case owner, moderator, member
    }

    /// What the person wants to hear of. Stored by name.
    public enum Level: String, Codable, CaseIterable, Sendable {
        case everything, mentions, nothing
        /// Not shown in the list of rooms.
        case hidden
    }

    public let role: Role
    public let level: Level
    /// The newest message that the person has seen.
    public let readNumber: Int64
    /// The newest message that the person has been sent. It moves in direct conversations alone.
    let deliveredNumber: Int64
    /// Mentions, replies and warnings that they have not seen.
    public let mentionCount: Int
    /// Webhooks of the room that were given up, of which the inbox tells them and they have not seen it.
    let noticeCount: Int
    public let joinedAt: Date

    /// Messages after ``readNumber`` that are kept.
    public func unread(in room: Room) -> Int64 {
        Self.unread(after: readNumber, from: room.firstNumber, through: room.lastNumber)
    }

    /// - Parameters:
    ///   - first: of the oldest message that is kept.
    ///   - last: of the newest message.
    static func unread(after readNumber: Int64, from first: Int64, through last: Int64) -> Int64 {
        max(0, last - max(readNumber, first - 1))
    }

    /// Nil when the person has seen everything.
    public func firstUnread(in room: Room) -> Int64? {
        unread(in: room) > 0 ? max(readNumber + 1, room.firstNumber) : nil
    }
}
