import Accounts
import Conversation
import Foundation
import Live

/// What the person who asks is in a room.
struct MembershipResource: Resource {
    static let properties: [Property<Self>] = [
        .word("role", among: Membership.Role.words, \.role),
        .word("level", among: Membership.Level.allCases.map(\.rawValue), \.level),
        .integer("read_number", \.readNumber),
        .integer("unread", \.unread),
        .integer("mentions", \.mentions),
        .time("joined_at", \.joinedAt),
    ]

    private let role: String
    private let level: String
    private let readNumber: Int64
    private let unread: Int64
    private let mentions: Int64
    private let joinedAt: Date

    init(_ membership: Membership, in room: Room) {
        (role, level) = (membership.role.rawValue, membership.level.rawValue)
        (readNumber, unread) = (membership.readNumber, membership.unread(in: room))
        (mentions, joinedAt) = (Int64(membership.mentionCount), membership.joinedAt)
    }

    private init(example: Void) {
        (role, level, readNumber, unread, mentions, joinedAt) = ("member", "everything", 38, 2, 1, .example)
    }

    static var example: Self { Self(example: ()) }
}

extension Membership.Role {
    static let all: [Membership.Role] = [.member, .moderator, .owner]
    static let words = all.map(\.rawValue)
}

/// A member of a room.
struct MemberResource: Resource {
    static let properties: [Property<Self>] = [
        .one("person", \.person), .word("role", among: Membership.Role.words, \.role), .time("joined_at", \.joinedAt),
    ]

    private let person: PersonResource
    private let role: String
    private let joinedAt: Date

    init(_ member: RoomMember, origin: String) {
        person = PersonResource(member.participant, origin: origin)
        (role, joinedAt) = (member.role.rawValue, member.joinedAt)
    }

    private init(example person: PersonResource) {
        (self.person, role, joinedAt) = (person, "member", .example)
    }

    static var example: Self { Self(example: .example) }
}

/// How far one of the others in a direct conversation has got.
struct ReadMarkResource: Resource {
    static let properties: [Property<Self>] = [
        .one("person", \.person), .integer("delivered_number", \.deliveredNumber),
        .integer("read_number", \.readNumber),
    ]

    private let person: PersonResource
    private let deliveredNumber: Int64
    private let readNumber: Int64

    init(_ mark: ReadMark, origin: String) {
        person = PersonResource(mark.person, origin: origin)
        (deliveredNumber, readNumber) = (mark.deliveredNumber, mark.readNumber)
    }

    private init(example person: PersonResource) {
        (self.person, deliveredNumber, readNumber) = (person, 40, 38)
    }

    static var example: Self { Self(example: .example) }
}

/// Those who have a room open: how many there are, and the first of them by name.
struct PresenceResource: Resource {
    static let properties: [Property<Self>] = [.integer("count", \.count), .list("people", \.people)]

    let count: Int64
    let people: [PresentPersonResource]

    init(_ present: PresentPeople) {
        count = Int64(present.count)
        people = present.named.map { PresentPersonResource(id: $0.id, nickname: $0.nickname) }
    }

    private init(example person: PresentPersonResource) {
        (count, people) = (1, [person])
    }

    static var example: Self { Self(example: .example) }
}

/// Somebody who has a room open.
struct PresentPersonResource: Resource {
    static let properties: [Property<Self>] = [.integer("id", \.id), .text("nickname", \.nickname)]

    let id: Int64
    let nickname: String

    static var example: Self { Self(id: 2, nickname: "Ada") }
}
