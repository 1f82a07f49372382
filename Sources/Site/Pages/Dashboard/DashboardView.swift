import Accounts
import Foundation

struct DashboardView: View {
    static let template = "dashboard.html"
    static var fields: [Field<Self>] {
        [
            .text("nickname", \.nickname),
            .text("username", \.username),
            .part("picture", \.picture),
            .text("memberSince", \.memberSince.day),
            .text("memberSinceISO", \.memberSince.iso),
            .text("sessionCount") { String($0.sessions.count) },
            .parts("sessions", \.sessions),
            .flag("hasOthers") { $0.sessions.contains { !$0.isCurrent } },
            .parts("newSignIns", \.newSignIns),
            .parts("activity", \.activity),
            .flag("hasMoreActivity", \.hasMoreActivity),
        ]
    }

    let nickname: String
    let username: String
    let picture: Picture
    let memberSince: Moment
    let sessions: [SessionRow]
    let newSignIns: [NewSignIn]
    let activity: [ActivityRow]
    let hasMoreActivity: Bool

    init(
        _ person: SignedIn, sessions: [Session], newSignIns: [Activity], activity: ActivityPage, now: Date
    ) {
        nickname = person.user.nickname.text
        username = person.user.username.text
        picture = Picture(of: person.user, .medium, description: "Your picture")
        memberSince = Moment(person.user.createdAt)
        self.sessions = sessions.map { SessionRow($0, isCurrent: $0.id == person.session.id, now: now) }
        self.newSignIns = newSignIns.map { NewSignIn($0, now: now) }
        self.activity = activity.entries.map { ActivityRow($0, now: now) }
        hasMoreActivity = activity.next != nil
    }
}
