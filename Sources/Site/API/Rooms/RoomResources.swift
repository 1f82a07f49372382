import Accounts
import Conversation
import Foundation
import Live

/// A room. The same for everyone who may see it.
struct RoomResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id),
        .word("kind", among: ["open", "closed", "direct"], \.kind),
        .text("name", \.name),
        .text("description", \.description),
        .flag("includes_everyone", \.includesEveryone),
        .flag("is_archived", \.isArchived),
        .integer("first_number", \.firstNumber),
        .integer("last_number", \.lastNumber),
        .integer("revision", \.revision),
        .integer("member_count", \.memberCount),
        .time("created_at", \.createdAt),
        .time("last_message_at", \.lastMessageAt),
        .word("retention", among: RetentionWord.allCases.map(\.rawValue), \.retention),
        .integer("retention_days", \.retentionDays),
    ]

    private let id: Int64
    private let kind: String
    private let name: String
    private let description: String
    private let includesEveryone: Bool
    private let isArchived: Bool
    private let firstNumber: Int64
    private let lastNumber: Int64
    private let revision: Int64
    private let memberCount: Int64
    private let createdAt: Date
    private let lastMessageAt: Date?
    private let retention: String
    /// Nil unless the room has a number of days of its own.
    private let retentionDays: Int64?

    init(_ room: Room) {
        (id, kind, name, description) = (room.id, room.kind.rawValue, room.name, room.description)
        (includesEveryone, isArchived) = (room.includesEveryone, room.isArchived)
        (firstNumber, lastNumber, revision) = (room.firstNumber, room.lastNumber, room.revision)
        (memberCount, createdAt, lastMessageAt) = (Int64(room.memberCount), room.createdAt, room.lastMessageAt)
        switch room.retention {
        case .site: (retention, retentionDays) = (RetentionWord.site.rawValue, nil)
        case .forever: (retention, retentionDays) = (RetentionWord.forever.rawValue, nil)
        case .days(let days): (retention, retentionDays) = (RetentionWord.days.rawValue, Int64(days))
        }
    }

    private init(example: Void) {
        (id, kind, name, description) = (12, "open", "Garden", "What grows, and what does not.")
        (includesEveryone, isArchived) = (false, false)
        (firstNumber, lastNumber, revision, memberCount) = (1, 40, 57, 3)
        (createdAt, lastMessageAt, retention, retentionDays) = (.example, .example, "days", 90)
    }

    static var example: Self { Self(example: ()) }
}

/// A room with what the person who asks is in it.
struct RoomDetailResource: Resource {
    static let properties: [Property<Self>] = [
        .one("room", \.room),
        .one("membership", \.membership),
        .list("people", \.people),
        .one("last_message", \.lastMessage),
        .flag("can_moderate", \.canModerate),
        .flag("can_manage", \.canManage),
    ]

    private let room: RoomResource
    /// Nil for somebody who looks into an open room.
    private let membership: MembershipResource?
    /// The others in a direct conversation.
    private let people: [PersonResource]
    private let lastMessage: ExcerptResource?
    private let canModerate: Bool
    private let canManage: Bool

    init(_ entry: RoomListEntry, origin: String) {
        room = RoomResource(entry.room)
        membership = MembershipResource(entry.membership, in: entry.room)
        people = entry.people.map { PersonResource($0, origin: origin) }
        lastMessage = entry.lastMessage.map { ExcerptResource($0, origin: origin) }
        canModerate = entry.room.kind != .direct && entry.membership.role != .member
        canManage = entry.room.kind != .direct && entry.membership.role == .owner
    }

    init(_ access: RoomAccess, people: [Participant], last: Message?, origin: String) {
        room = RoomResource(access.room)
        membership = access.membership.map { MembershipResource($0, in: access.room) }
        self.people = people.map { PersonResource($0, origin: origin) }
        lastMessage = last.map { ExcerptResource(Excerpt($0), origin: origin) }
        (canModerate, canManage) = (access.canModerate, access.canManage)
    }

    private init(example room: RoomResource) {
        (self.room, membership, people, lastMessage) = (room, .example, [], .example)
        (canModerate, canManage) = (false, false)
    }

    static var example: Self { Self(example: .example) }
}

/// The beginning of a message.
struct ExcerptResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("number", \.number), .one("author", \.author), .text("text", \.text),
        .flag("is_deleted", \.isDeleted),
    ]

    private let number: Int64
    /// Nil once that account is deleted.
    private let author: PersonResource?
    private let text: String
    private let isDeleted: Bool

    init(_ excerpt: Excerpt, origin: String) {
        (number, text, isDeleted) = (excerpt.number, excerpt.text, excerpt.isDeleted)
        author = excerpt.author.map { PersonResource($0, origin: origin) }
    }

    private init(example author: PersonResource) {
        (number, text, isDeleted, self.author) = (40, "The beans are up.", false, author)
    }

    static var example: Self { Self(example: .example) }
}
