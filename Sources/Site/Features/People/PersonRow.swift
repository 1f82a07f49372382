import Accounts
import Foundation

/// A row in the table of people.
struct PersonRow: View {
    static let template = "person-row.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.path),
            .text("username", \.username),
            .text("nickname", \.nickname),
            .text("role", \.role),
            .text("since", \.since.day),
            .text("sinceISO", \.since.iso),
            .text("lastSeen", \.lastSeen),
            .text("lastSeenISO") { $0.lastSeenAt?.iso },
            .text("sessionCount") { String($0.sessionCount) },
            .flag("twoFactor", \.hasTwoFactor),
            .flag("isApp", \.isApp),
            .flag("disabled", \.isDisabled),
        ]
    }

    let path: String
    let username: String
    let nickname: String
    let role: Text
    let since: Timestamp
    let lastSeen: Text?
    let lastSeenAt: Timestamp?
    let sessionCount: Int
    let hasTwoFactor: Bool
    let isApp: Bool
    let isDisabled: Bool

    init(_ person: Person, in zone: TimeZoneName?, now: Date) {
        path = paths.person(PersonID(person.id))
        username = person.user.username.text
        nickname = person.user.nickname.text
        role = person.user.role.name
        since = Timestamp(person.user.createdAt, in: zone)
        lastSeenAt = person.lastSeenAt.map { Timestamp($0, in: zone) }
        lastSeen = lastSeenAt?.relative(to: now).text
        sessionCount = person.sessionCount
        hasTwoFactor = person.hasTwoFactor
        isApp = person.user.isApp
        isDisabled = person.user.disabledAt != nil
    }
}

extension User.Role {
    var name: Text {
        switch self {
        case .member: Text("Member")
        case .administrator: Text("Administrator")
        }
    }
}
