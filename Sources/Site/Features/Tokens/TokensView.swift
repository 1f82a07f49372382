import Accounts
import Foundation

struct TokensView: View {
    static let template = "tokens.html"
    static var fields: [Field<Self>] {
        [
            .text("made", \.made),
            .parts("tokens", \.tokens),
            .part("name", \.form.nameField),
            .part("scope", \.form.scopeField),
            .part("days", \.form.daysField),
        ]
    }

    let tokens: [TokenRow]
    let form: TokenForm
    /// One that was just made, which is shown once.
    let made: String?
}

/// A token that still works.
struct TokenRow: View {
    static let template = "token-row.html"
    static var fields: [Field<Self>] {
        [
            .text("name", \.token.name.text),
            .text("scope", \.token.scope.label),
            .text("used", \.used?.text),
            .text("expires", \.expires.day),
            .text("expiresISO", \.expires.isoDay),
            .text("revokePath") { paths.revokeToken(SessionID($0.token.id)) },
        ]
    }

    private let token: PersonalToken
    private let expires: Timestamp
    private let used: RelativeTime?

    init(_ token: PersonalToken, zone: TimeZoneName?, now: Date) {
        self.token = token
        expires = Timestamp(token.expiresAt, in: zone)
        used = token.lastUsedAt.map { Timestamp($0).relative(to: now) }
    }
}

/// What a new token is to be.
struct TokenForm: Hashable, Sendable {
    /// As it was typed.
    let name: String
    let scope: TokenScope
    let days: Int
    var nameError: Text?

    init() {
        (name, scope, days) = ("", .read, PersonalToken.standardDays)
    }

    init(_ form: URLEncodedForm) {
        name = form[.name] ?? ""
        scope = form[.scope].flatMap(TokenScope.init).flatMap { TokenScope.choices.contains($0) ? $0 : nil } ?? .read
        days = form[.days].flatMap { Int($0) } ?? PersonalToken.standardDays
    }

    var nameField: FormField {
        FormField(
            name: TextField.name.rawValue, label: Text("What the token is for"), value: name, error: nameError,
            autocomplete: "off")
    }

    var scopeField: SelectField {
        SelectField(
            name: TextField.scope.rawValue, label: Text("What it may do"),
            options: TokenScope.choices.map { choice in
                SelectField.Option(value: choice.rawValue, label: choice.label, isSelected: choice == scope)
            })
    }

    var daysField: SelectField {
        SelectField(
            name: TextField.days.rawValue, label: Text("How long it works"),
            options: [7, 30, PersonalToken.standardDays, 365].map { count in
                SelectField.Option(
                    value: String(count), label: Text(count, one: "1 day", other: "\(count) days"),
                    isSelected: count == days)
            })
    }
}

extension TokenScope {
    var label: Text {
        switch self {
        case .read: Text("Read what I see")
        case .write: Text("Read, and write in my name")
        case .full: Text("Everything")
        }
    }
}
