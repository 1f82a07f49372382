import Accounts
import Conversation
import Foundation

/// A row in the table of the audit log.
struct AuditRow: View {
    static let template = "audit-row.html"
    static var fields: [Field<Self>] {
        [
            .text("when", \.at.full),
            .text("whenISO", \.at.iso),
            .text("what", \.entry.action.text),
            .text("detail", \.detail),
            .text("actor") { $0.entry.actor?.nickname },
            .text("actorPath") { $0.entry.actor?.path },
            .text("subject") { $0.entry.subject?.nickname },
            .text("subjectPath") { $0.entry.subject?.path },
            .text("room", \.room),
            .text("roomNumber") { $0.entry.room.map(String.init) },
            .text("message") { $0.entry.number.map { Text("message \($0)") } },
        ]
    }

    private let entry: AuditEntry
    private let at: Timestamp

    init(_ entry: AuditEntry, zone: TimeZoneName?) {
        self.entry = entry
        at = Timestamp(entry.at, in: zone)
    }

    private var room: Text? {
        guard entry.room != nil else { return nil }
        return entry.roomName.map { Text(roomCalled: $0) } ?? Text("A room that is gone")
    }

    private var detail: Text? {
        switch entry.action {
        case .roleChanged: Membership.Role(rawValue: entry.detail)?.name
        case .accountRoleChanged: User.Role(rawValue: entry.detail)?.name
        case .invitationMade: Int(entry.detail).map { Text($0, one: "for 1 account", other: "for \($0) accounts") }
        case .retentionChanged:
            switch Int(entry.detail) {
            case nil: Text("As on the rest of this site")
            case 0: Text("Forever")
            case let days?: Text(days, one: "1 day", other: "\(days) days")
            }
        default: entry.detail.isEmpty ? nil : Text(verbatim: entry.detail)
        }
    }
}

extension AuditEntry.Action {
    var text: Text {
        switch self {
        case .roomArchived: Text("Room archived")
        case .roomReopened: Text("Room reopened")
        case .roomDeleted: Text("Room deleted")
        case .retentionChanged: Text("Retention of messages changed")
        case .memberAdded: Text("Member added")
        case .memberRemoved: Text("Member removed")
        case .roleChanged: Text("Role in a room changed")
        case .messageDeleted: Text("Message deleted")
        case .reportKept: Text("Reported message kept")
        case .authorWarned: Text("Author warned")
        case .hookMade: Text("Webhook made")
        case .hookRevoked: Text("Webhook revoked")
        case .hookDisabled: Text("Webhook turned off automatically")
        case .accountMade: Text("Account made")
        case .accountDisabled: Text("Account disabled")
        case .accountEnabled: Text("Account enabled")
        case .accountDeleted: Text("Account deleted")
        case .botTokenMade: Text("New token for a bot made")
        case .accountRoleChanged: Text("Role on this site changed")
        case .sessionsEnded: Text("All sessions of a person ended")
        case .twoFactorRemoved: Text("Two-factor sign-in turned off")
        case .resetLinkMade: Text("Password reset link made")
        case .invitationMade: Text("Invitation made")
        case .invitationRevoked: Text("Invitation revoked")
        }
    }
}
