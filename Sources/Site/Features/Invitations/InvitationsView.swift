import Accounts

struct InvitationsView: View {
    static let template = "invitations.html"
    static var fields: [Field<Self>] {
        [
            .part("uses", \.form.usesField),
            .part("days", \.form.daysField),
            .parts("invitations", \.invitations),
            .text("link", \.link),
        ]
    }

    let invitations: [InvitationRow]
    var form = InvitationForm()
    /// One that was just made, which is shown once.
    var link: String?
}

/// An invitation that still works.
struct InvitationRow: View {
    static let template = "invitation-row.html"
    static var fields: [Field<Self>] {
        [
            .text("inviter", \.invitation.inviter),
            .text("left") {
                Text($0.invitation.usesLeft, one: "1 account", other: "\($0.invitation.usesLeft) accounts")
            },
            .text("created", \.created.day),
            .text("createdISO", \.created.iso),
            .text("expires", \.expires.full),
            .text("expiresISO", \.expires.iso),
            .text("revokePath") { paths.revokeInvitation(InvitationID($0.invitation.id)) },
        ]
    }

    private let invitation: Invitation
    private let created: Timestamp
    private let expires: Timestamp

    init(_ invitation: Invitation, zone: TimeZoneName?) {
        self.invitation = invitation
        created = Timestamp(invitation.createdAt, in: zone)
        expires = Timestamp(invitation.expiresAt, in: zone)
    }
}

/// For how many accounts and how many days an invitation is to be.
struct InvitationForm: Hashable, Sendable {
    private var uses = "1"
    private var days = String(Invitation.standardDays)

    init() {}

    init(_ form: URLEncodedForm) {
        (uses, days) = (form[.uses] ?? "", form[.days] ?? "")
    }

    /// Nil when one of them is not in its range.
    var checked: (uses: Int, days: Int)? {
        guard let uses = Self.number(uses, in: Invitation.uses), let days = Self.number(days, in: Invitation.days)
        else {
            return nil
        }
        return (uses, days)
    }

    var usesField: FormField {
        Self.field(.uses, Text("How many accounts"), uses, Invitation.uses)
    }

    var daysField: FormField {
        Self.field(.days, Text("Valid for how many days"), days, Invitation.days)
    }

    private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
        Int(text.trimmingCharacters(in: .whitespaces)).flatMap { range.contains($0) ? $0 : nil }
    }

    private static func field(_ field: TextField, _ label: Text, _ value: String, _ range: ClosedRange<Int>)
        -> FormField
    {
        let isValid = number(value, in: range) != nil
        return FormField(
            name: field.rawValue, label: label, value: value,
            error: isValid
                ? nil : Text("Please enter a number from \(range.lowerBound) to \(range.upperBound)."),
            autocomplete: "off", inputMode: "numeric", isPlain: true)
    }
}
