import Accounts
import Foundation

/// A row of the table of sessions.
struct SessionRow: View {
    static let template = "session-row.html"
    static var fields: [Field<Self>] {
        [
            .text("device", \.device),
            .text("userAgent", \.userAgent),
            .text("address", \.address),
            .text("lastSeen", \.lastSeen),
            .text("lastSeenISO", \.lastSeenAt.iso),
            .text("signedIn", \.signedInAt.full),
            .text("signedInISO", \.signedInAt.iso),
            .text("expires", \.expires),
            .text("expiresISO", \.expiresAt.iso),
            .flag("current", \.isCurrent),
            .text("revokePath", \.revokePath),
        ]
    }

    let device: String
    let userAgent: String
    let address: String
    let lastSeen: String
    let lastSeenAt: Moment
    let signedInAt: Moment
    let expires: String
    let expiresAt: Moment
    let isCurrent: Bool
    let revokePath: String

    init(_ session: Session, isCurrent: Bool, now: Date) {
        device = session.device.name
        userAgent = session.device.userAgent
        address = session.device.address
        lastSeenAt = Moment(session.lastSeenAt)
        lastSeen = isCurrent ? "now" : lastSeenAt.relative(to: now)
        signedInAt = Moment(session.createdAt)
        expiresAt = Moment(session.expiresAt)
        expires = expiresAt.relative(to: now)
        self.isCurrent = isCurrent
        revokePath = SitePath.revokeSession.path(SessionID(session.id))
    }
}
