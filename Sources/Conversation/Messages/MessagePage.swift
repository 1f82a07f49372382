import Accounts
import Foundation

/// The part of a room that a page shows.
public enum MessagePlace: Hashable, Sendable {
    case newest
    case before(Int64)
    case after(Int64)
    case around(Int64)
    /// From the first message at this time or later.
    case date(Date)
    /// Around the first message that the person has not seen; the newest when there is none.
    case firstUnread
}

/// A page of a room, with what is particular to the person who reads it.
public struct MessagePage: Hashable, Sendable {
    /// Messages on a page.
    public static let size: Int64 = 50

    /// The room, and what the person is in it, at the same moment.
    public let access: RoomAccess
    /// In order of their numbers.
    public let messages: [Message]
    public let own: OwnMarks
    /// The message that the person asked for, when they asked for one.
    public let target: Int64?
    /// How far the others have got; nil where nobody exchanges receipts with the person.
    public let receipts: Receipts?

    /// The receipts under the person's own messages.
    public var shownReceipts: [Int64: Receipt] {
        guard let receipts else { return [:] }
        let own = messages.filter { $0.author?.id == access.person && !$0.isDeleted }
        return receipts.shown(under: own.map(\.number))
    }

    /// The first message that the person has not seen; nil when there is none, and for somebody who only looks in.
    public var firstUnread: Int64? { access.membership?.firstUnread(in: access.room) }

    public var hasOlder: Bool { messages.first.map { $0.number > access.room.firstNumber } ?? false }
    public var hasNewer: Bool { messages.last.map { $0.number < access.room.lastNumber } ?? false }
}

/// What is marked for one person on messages that are the same for everyone.
public struct OwnMarks: Hashable, Sendable {
    /// The person's own reactions, by number of the message.
    public internal(set) var reactions: [Int64: Set<Emoji>] = [:]
    /// People whose messages are folded.
    public internal(set) var blocked: Set<User.ID> = []

    public init(reactions: [Int64: Set<Emoji>] = [:], blocked: Set<User.ID> = []) {
        (self.reactions, self.blocked) = (reactions, blocked)
    }
}

/// What has changed in a room since a revision.
public struct MessageChanges: Hashable, Sendable {
    /// In order of their revisions.
    public let messages: [Message]
    /// Where to go on.
    public let revision: Int64
    /// Whether there is more after ``revision``.
    public let isMore: Bool
}

/// A message with what a person may do with it.
public struct MessageDetail: Hashable, Sendable {
    public let access: RoomAccess
    public let message: Message
    public let own: OwnMarks

    private var isOwn: Bool { message.author?.id == access.person }
    private var canWrite: Bool { access.membership != nil && !access.room.isArchived && !message.isDeleted }

    public var canReply: Bool { canWrite }
    public var canReact: Bool { canWrite }
    public var canPin: Bool { canWrite }
    public var canEdit: Bool { canWrite && isOwn }
    public var canDelete: Bool {
        !message.isDeleted && (isOwn && access.membership != nil || access.canModerate)
    }
    public var canReport: Bool { !message.isDeleted && !isOwn && access.membership != nil }
    public var canSeeVersions: Bool { message.editedAt != nil && access.canModerate }
}
