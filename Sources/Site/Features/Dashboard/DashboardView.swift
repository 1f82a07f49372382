import Accounts
import Conversation
import Foundation

struct DashboardView: View {
    static let template = "dashboard.html"
    static var fields: [Field<Self>] {
        [
            .text("nickname", \.user.nickname.text),
            .text("username", \.user.username.text),
            .part("avatar") { AvatarView(of: $0.user, .medium, description: Text("Your picture")) },
            .text("memberSince", \.memberSince.day),
            .text("memberSinceISO", \.memberSince.iso),
            .text("reports", \.reports),
            .parts("rooms", \.rooms),
            .text("sessionCount") { String($0.sessions.count) },
            .parts("sessions", \.sessions),
            .flag("hasOthers") { $0.sessions.contains { !$0.isCurrent } },
            .parts("newSignIns", \.newSignIns),
            .parts("activity", \.activity),
            .flag("hasMoreActivity", \.hasMoreActivity),
        ]
    }

    /// Rooms that are shown: one more would begin another line of two.
    private static let roomLimit = 8

    /// What a moderator has to look at; nil for nothing.
    var reports: Text?
    private let user: User
    /// Those with unread messages first.
    private let rooms: [RoomRow]
    private let sessions: [SessionRow]
    private let newSignIns: [NewSignIn]
    private let activity: [ActivityRow]
    private let hasMoreActivity: Bool

    private var memberSince: Timestamp { Timestamp(user.createdAt, in: user.preferences.timeZone) }

    init(_ person: SignedIn, _ summary: AccountSummary, rooms: [JoinedRoom], now: Date) {
        user = person.user
        let shown = rooms.shown()
        let (news, others) = (shown.filter { $0.counted > 0 }, shown.filter { $0.counted == 0 })
        self.rooms = (news + others).prefix(Self.roomLimit).map { RoomRow($0) }
        let zone = user.preferences.timeZone
        sessions = summary.sessions.map { SessionRow($0, isCurrent: $0.id == person.session.id, in: zone, now: now) }
        newSignIns = summary.newSignIns.map { NewSignIn($0, now: now) }
        activity = summary.activity.entries.map { ActivityRow($0, now: now) }
        hasMoreActivity = summary.activity.next != nil
    }
}
