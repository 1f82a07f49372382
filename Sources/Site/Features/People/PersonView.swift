import Accounts
import Foundation

struct PersonView: View {
    static let template = "person.html"
    static var fields: [Field<Self>] { facts + actions }

    private static var facts: [Field<Self>] {
        [
            .text("username", \.user.username.text),
            .text("nickname", \.user.nickname.text),
            .part("avatar") { AvatarView(of: $0.user, .medium) },
            .text("role", \.user.role.name),
            .text("since", \.since.day),
            .text("sinceISO", \.since.iso),
            .text("lastSeen", \.lastSeen),
            .text("lastSeenISO") { $0.lastSeenAt?.iso },
            .text("sessionCount") { String($0.sessionCount) },
            .flag("twoFactor", \.hasTwoFactor),
            .text("inviter", \.inviter),
            .text("disabledSince") { $0.disabledSince?.full },
            .text("disabledSinceISO") { $0.disabledSince?.iso },
            .flag("isSelf", \.isSelf),
            .flag("isApp", \.user.isApp),
            .text("pagePath") { paths.personPage(PersonName(username: $0.user.username.text)) },
            .text("link", \.link),
            .text("linkEnds", \.linkEnds?.full),
            .text("linkEndsISO", \.linkEnds?.iso),
        ]
    }

    private static var actions: [Field<Self>] {
        [
            .flag("isAdministrator") { $0.user.role == .administrator },
            .action("linkPath", paths.personsResetLink),
            .action("endSessionsPath", paths.endPersonsSessions),
            .action("removeTwoFactorPath", paths.removePersonsTwoFactor),
            .action("promotePath", paths.promotePerson),
            .action("demotePath", paths.demotePerson),
            .action("disablePath", paths.disablePerson),
            .action("enablePath", paths.enablePerson),
        ]
    }

    fileprivate let user: User
    private let since: Timestamp
    private let lastSeen: Text?
    private let lastSeenAt: Timestamp?
    private let sessionCount: Int
    private let hasTwoFactor: Bool
    private let inviter: String?
    private let disabledSince: Timestamp?
    private let isSelf: Bool
    private let link: String?
    private let linkEnds: Timestamp?

    /// - Parameters:
    ///   - viewer: the administrator who sees the page.
    ///   - link: one that was just made, which is shown once.
    init(_ person: Person, viewer: User, link: ResetLink?, publicURL: URL, now: Date) {
        user = person.user
        let zone = viewer.preferences.timeZone
        since = Timestamp(user.createdAt, in: zone)
        lastSeenAt = person.lastSeenAt.map { Timestamp($0, in: zone) }
        lastSeen = lastSeenAt?.relative(to: now).text
        sessionCount = person.sessionCount
        hasTwoFactor = person.hasTwoFactor
        inviter = person.inviter
        disabledSince = person.user.disabledAt.map { Timestamp($0, in: zone) }
        isSelf = viewer.id == person.id
        self.link = link?.address(at: publicURL)
        linkEnds = link.map { Timestamp($0.expiresAt, in: zone) }
    }
}

extension Field<PersonView> {
    /// The path that the form of an action posts to.
    fileprivate static func action(_ name: String, _ path: SitePath<PersonID>) -> Field {
        .text(name) { path(PersonID($0.user.id)) }
    }
}
