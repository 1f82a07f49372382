import Accounts
import Conversation
import Foundation
import Media

/// A person's own account.
struct AccountResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.user.id),
        .text("username", \.user.username),
        .text("nickname", \.user.nickname),
        .address("avatar_url", \.user.avatarURL),
        .flag("has_avatar", \.hasAvatar),
        .word("role", among: [User.Role.member.rawValue, User.Role.administrator.rawValue], \.role),
        .word("language", among: Language.allCases.map(\.rawValue), \.language),
        .text("time_zone", \.timeZone),
        .flag("shows_presence", \.privacy.showsPresence),
        .flag("sends_receipts", \.privacy.sendsReceipts),
        .time("created_at", \.createdAt),
    ]

    private let user: PersonResource
    private let hasAvatar: Bool
    private let role: String
    private let language: String?
    private let timeZone: String?
    private let privacy: Privacy
    private let createdAt: Date

    init(_ user: User, origin: String) {
        self.user = PersonResource(user, origin: origin)
        privacy = user.privacy
        (hasAvatar, role) = (user.avatar != nil, user.role.rawValue)
        (language, timeZone) = (user.preferences.language?.rawValue, user.preferences.timeZone?.text)
        createdAt = user.createdAt
    }

    private init(example user: PersonResource) {
        self.user = user
        privacy = Privacy()
        (hasAvatar, role, language, timeZone, createdAt) = (false, "member", "de", "Europe/Berlin", .example)
    }

    static var example: Self { Self(example: .example) }
}

/// A person beside what they say.
struct PersonResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .text("username", \.username), .text("nickname", \.nickname),
        .address("avatar_url", \.avatarURL), .flag("is_app", \.isApp),
    ]

    let id: Int64
    let username: String
    let nickname: String
    let avatarURL: String
    let isApp: Bool

    init(_ user: User, origin: String) {
        (id, username, nickname, isApp) = (user.id, user.username.text, user.nickname.text, user.isApp)
        avatarURL = paths.avatarImage.address(at: origin, ServedAvatar(of: user, in: .px128))
    }

    init(_ person: Participant, origin: String) {
        (id, username, nickname, isApp) = (person.id, person.username, person.nickname, person.isApp)
        avatarURL = paths.avatarImage.address(
            at: origin, ServedAvatar(person.avatar, seed: person.avatarSeed, in: .px128))
    }

    private init(example: Void) {
        (id, username, nickname, isApp) = (2, "ada", "Ada", false)
        avatarURL = "https://roost.example/avatars/" + ServedAvatar(nil, seed: 5, in: .px128).description
    }

    static var example: Self { Self(example: ()) }
}

/// A person as everyone who is signed in may see them.
struct ProfileResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.person.id),
        .text("username", \.person.username),
        .text("nickname", \.person.nickname),
        .address("avatar_url", \.person.avatarURL),
        .text("status_emoji", \.statusEmoji),
        .text("status", \.status),
        .text("time_zone", \.timeZone),
        .time("created_at", \.createdAt),
        .flag("is_blocked", \.isBlocked),
        .flag("can_message", \.canMessage),
    ]

    private let person: PersonResource
    private let statusEmoji: String?
    private let status: String?
    private let timeZone: String?
    private let createdAt: Date
    private let isBlocked: Bool
    private let canMessage: Bool

    init(_ detail: PersonDetail, origin: String) {
        person = PersonResource(detail.profile.participant, origin: origin)
        (statusEmoji, status) = (detail.profile.status?.emoji?.text, detail.profile.status?.text)
        (timeZone, createdAt) = (detail.profile.timeZone?.text, detail.profile.createdAt)
        (isBlocked, canMessage) = (detail.isBlocked, detail.canMessage)
    }

    private init(example person: PersonResource) {
        self.person = person
        (statusEmoji, status, timeZone, createdAt) = ("🌱", "in the garden", nil, .example)
        (isBlocked, canMessage) = (false, true)
    }

    static var example: Self { Self(example: .example) }
}

/// Something that happened to an account, as its owner sees it.
struct ActivityResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id),
        .word("kind", among: Activity.Kind.allCases.map(\.rawValue), \.kind),
        .time("at", \.at),
        .text("device", \.device),
        .text("address", \.address),
        .integer("session_id", \.session),
        .word("review", among: ["new", "confirmed", "denied", "lapsed"], \.review),
        .integer("others_that_day", \.others),
    ]

    private let id: Int64
    private let kind: String
    private let at: Date
    private let device: String
    private let address: String
    private let session: Int64?
    private let review: String?
    private let others: Int64

    init(_ activity: Activity) {
        (id, kind, at) = (activity.id, activity.kind.rawValue, activity.at)
        (device, address) = (activity.device.englishName, activity.device.address)
        (session, review, others) = (activity.session, activity.review?.rawValue, Int64(activity.others))
    }

    private init(example: Void) {
        (id, kind, at, device, address) = (12, "signedIn", .example, "Firefox on Linux", "192.0.2.1")
        (session, review, others) = (7, "new", 0)
    }

    static var example: Self { Self(example: ()) }
}
