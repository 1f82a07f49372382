import Accounts
import Foundation

struct DashboardView: View {
    static let template = "dashboard.html"
    static var fields: [Field<Self>] {
        [
            .text("nickname", \.nickname),
            .text("username", \.username),
            .text("avatar", \.avatar),
            .text("memberSince", \.memberSince.day),
            .text("memberSinceISO", \.memberSince.iso),
            .text("sessionCount") { String($0.sessions.count) },
            .parts("sessions", \.sessions),
            .flag("hasOthers") { $0.sessions.contains { !$0.isCurrent } },
            .parts("activity", \.activity),
        ]
    }

    let nickname: String
    let username: String
    let avatar: String
    let memberSince: Moment
    let sessions: [SessionRow]
    let activity: [ActivityRow]

    init(_ person: SignedIn, sessions: [Session], activity: [Activity], now: Date) {
        nickname = person.user.nickname.text
        username = person.user.username.text
        avatar = SitePath.picture.path(PictureName(of: person.user))
        memberSince = Moment(person.user.createdAt)
        self.sessions = sessions.map { SessionRow($0, isCurrent: $0.id == person.session.id, now: now) }
        self.activity = activity.map { ActivityRow($0, now: now) }
    }
}
