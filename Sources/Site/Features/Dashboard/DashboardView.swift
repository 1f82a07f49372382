import Accounts
import Foundation

struct DashboardView: View {
    static let template = "dashboard.html"
    static let isCacheable = true
    static var fields: [Field<Self>] {
        [
            .text("nickname", \.user.nickname.text),
            .text("username", \.user.username.text),
            .part("picture") { AvatarView(of: $0.user, .medium, description: Text("Your picture")) },
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

    private let user: User
    private let sessions: [SessionRow]
    private let newSignIns: [NewSignIn]
    private let activity: [ActivityRow]
    private let hasMoreActivity: Bool

    private var memberSince: Timestamp { Timestamp(user.createdAt, in: user.preferences.timeZone) }

    init(_ person: SignedIn, _ summary: AccountSummary, now: Date) {
        user = person.user
        let zone = user.preferences.timeZone
        sessions = summary.sessions.map { SessionRow($0, isCurrent: $0.id == person.session.id, in: zone, now: now) }
        newSignIns = summary.newSignIns.map { NewSignIn($0, now: now) }
        activity = summary.activity.entries.map { ActivityRow($0, now: now) }
        hasMoreActivity = summary.activity.next != nil
    }
}
