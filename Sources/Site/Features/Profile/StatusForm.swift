import Conversation
import Foundation

/// The form for the status line, as it was sent.
struct StatusForm: Hashable, Sendable {
    /// The errors of a form that makes no status line.
    struct Refused: Error, Hashable {
        var emoji: Text?
        var text: Text?
    }

    let emoji: String
    let text: String

    init(_ form: URLEncodedForm) {
        self.init(emoji: form[.emoji] ?? "", text: form[.status] ?? "")
    }

    init(emoji: String, text: String) {
        (self.emoji, self.text) = (emoji, text)
    }

    init(_ status: UserStatus?) {
        (emoji, text) = (status?.emoji?.text ?? "", status?.text ?? "")
    }

    /// Nil for an empty form, which takes the status away.
    func status() throws(Refused) -> UserStatus? {
        let typed = emoji.trimmingCharacters(in: .whitespaces)
        let emoji = Emoji(typed)
        var refusal = Refused()
        if emoji == nil, !typed.isEmpty { refusal.emoji = Text("Please enter one emoji.") }
        do {
            let status = try UserStatus(emoji: emoji, text: text)
            if refusal == Refused() { return status }
        } catch {
            refusal.text = error.message(limit: UserStatus.limit)
        }
        throw refusal
    }
}

extension FormField {
    static func statusEmoji(_ value: String, error: Text?) -> FormField {
        FormField(
            name: TextField.emoji.rawValue, label: Text("Emoji"), value: value, error: error, autocomplete: "off",
            isRequired: false, isPlain: true)
    }

    static func status(_ value: String, error: Text?) -> FormField {
        FormField(
            name: TextField.status.rawValue, label: Text("Status"), value: value,
            hint: Text("What you are up to: up to \(UserStatus.limit) characters."), error: error, autocomplete: "off",
            isRequired: false)
    }
}
