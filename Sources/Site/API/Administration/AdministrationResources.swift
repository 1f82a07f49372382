import Accounts
import Conversation
import Foundation

/// An account as administrators see it.
struct AdministeredPersonResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.person.id),
        .text("username", \.person.username),
        .text("nickname", \.person.nickname),
        .address("avatar_url", \.person.avatarURL),
        .flag("is_app", \.person.isApp),
        .word("role", among: [User.Role.member.rawValue, User.Role.administrator.rawValue], \.role),
        .flag("is_disabled", \.isDisabled),
        .flag("has_two_factor", \.hasTwoFactor),
        .integer("session_count", \.sessionCount),
        .time("created_at", \.createdAt),
        .time("last_seen_at", \.lastSeenAt),
        .text("invited_by", \.inviter),
    ]

    private let person: PersonResource
    private let role: String
    private let isDisabled: Bool
    private let hasTwoFactor: Bool
    private let sessionCount: Int64
    private let createdAt: Date
    private let lastSeenAt: Date?
    private let inviter: String?

    init(_ person: Person, origin: String) {
        self.person = PersonResource(person.user, origin: origin)
        (role, isDisabled) = (person.user.role.rawValue, person.user.disabledAt != nil)
        (hasTwoFactor, sessionCount) = (person.hasTwoFactor, Int64(person.sessionCount))
        (createdAt, lastSeenAt, inviter) = (person.user.createdAt, person.lastSeenAt, person.inviter)
    }

    private init(example person: PersonResource) {
        (self.person, role, isDisabled, hasTwoFactor, sessionCount) = (person, "member", false, true, 2)
        (createdAt, lastSeenAt, inviter) = (.example, .example, "mei")
    }

    static var example: Self { Self(example: .example) }
}

/// A link that is shown once.
struct LinkResource: Resource {
    static let properties: [Property<Self>] = [.address("url", \.url), .time("expires_at", \.expiresAt)]

    let url: String
    let expiresAt: Date

    static var example: Self {
        Self(url: "https://roost.example/join/" + String(repeating: "i", count: 43), expiresAt: .example)
    }
}

/// An invitation without its link, which was shown when it was made.
struct InvitationResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .text("inviter", \.inviter), .time("created_at", \.createdAt),
        .time("expires_at", \.expiresAt), .integer("uses", \.uses), .integer("uses_left", \.usesLeft),
    ]

    private let id: Int64
    private let inviter: String?
    private let createdAt: Date
    private let expiresAt: Date
    private let uses: Int64
    private let usesLeft: Int64

    init(_ invitation: Invitation) {
        (id, inviter) = (invitation.id, invitation.inviter)
        (createdAt, expiresAt) = (invitation.createdAt, invitation.expiresAt)
        (uses, usesLeft) = (Int64(invitation.uses), Int64(invitation.usesLeft))
    }

    private init(example: Void) {
        (id, inviter, createdAt, expiresAt, uses, usesLeft) = (1, "mei", .example, .example + 604_800, 5, 4)
    }

    static var example: Self { Self(example: ()) }
}

/// What somebody did with a power over others.
struct AuditEntryResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .time("at", \.at), .one("actor", \.actor),
        .word("action", among: AuditEntry.Action.allCases.map(\.rawValue), \.action), .integer("room_id", \.room),
        .text("room_name", \.roomName), .integer("number", \.number), .one("subject", \.subject),
        .text("detail", \.detail),
    ]

    private let id: Int64
    private let at: Date
    /// Nil for the operator, and once that account is deleted.
    private let actor: PersonResource?
    private let action: String
    private let room: Int64?
    private let roomName: String?
    private let number: Int64?
    private let subject: PersonResource?
    private let detail: String

    init(_ entry: AuditEntry, origin: String) {
        (id, at, action) = (entry.id, entry.at, entry.action.rawValue)
        (room, roomName, number, detail) = (entry.room, entry.roomName, entry.number, entry.detail)
        actor = entry.actor.map { PersonResource($0, origin: origin) }
        subject = entry.subject.map { PersonResource($0, origin: origin) }
    }

    private init(example person: PersonResource) {
        (id, at, actor, action) = (3, .example, person, "messageDeleted")
        (room, roomName, number, subject, detail) = (12, "Garden", 40, person, "")
    }

    static var example: Self { Self(example: .example) }
}
