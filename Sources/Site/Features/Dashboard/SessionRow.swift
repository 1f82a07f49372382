import Accounts
import Foundation

/// A row in the table of sessions.
struct SessionRow: View {
    static let template = "session-row.html"
    static var fields: [Field<Self>] {
        [
            .text("device", \.session.device.name),
            .text("userAgent", \.session.device.userAgent),
            .text("address", \.session.device.address),
            .text("lastSeen") { $0.lastSeen?.text ?? Text("now") },
            .text("lastSeenISO") { Timestamp($0.session.lastSeenAt).iso },
            .text("signedIn") { Timestamp($0.session.createdAt, in: $0.zone).full },
            .text("signedInISO") { Timestamp($0.session.createdAt).iso },
            .text("expires", \.expires.text),
            .text("expiresISO") { Timestamp($0.session.expiresAt).iso },
            .flag("current", \.isCurrent),
            .text("revokePath") { paths.revokeSession(SessionID($0.session.id)) },
        ]
    }

    /// Whether the page is shown in this session.
    let isCurrent: Bool
    private let session: Session
    private let zone: TimeZoneName?
    /// Nil for the current session, which is in use now.
    private let lastSeen: RelativeTime?
    private let expires: RelativeTime

    init(_ session: Session, isCurrent: Bool, in zone: TimeZoneName?, now: Date) {
        self.session = session
        self.isCurrent = isCurrent
        self.zone = zone
        lastSeen = isCurrent ? nil : Timestamp(session.lastSeenAt).relative(to: now)
        expires = Timestamp(session.expiresAt).relative(to: now)
    }
}
