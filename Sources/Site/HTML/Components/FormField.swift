import Accounts

/// A labelled input with its hint, and with an error if its value was refused.
struct FormField: FormControl {
    static let template = "field.html"
    static var fields: [Field<Self>] {
        [
            .text("id", \.id),
            .text("name", \.name),
            .text("label", \.label),
            .text("type", \.type),
            .text("value", \.value),
            .text("hint", \.hint),
            .text("error", \.error),
            .text("autocomplete", \.autocomplete),
            .text("inputmode", \.inputMode),
            .text("minlength") { $0.minimum.map(String.init) },
            .text("maxlength") { $0.maximum.map(String.init) },
            .flag("required", \.isRequired),
            .flag("autofocus", \.hasFocus),
            .flag("plain", \.isPlain),
        ]
    }

    let name: String
    let label: Text
    var type = "text"
    var value = ""
    var hint: Text?
    var error: Text?
    var autocomplete: String
    /// The keyboard that phones show.
    var inputMode: String?
    var minimum: Int?
    /// Set only where every character is one UTF-16 unit: browsers count units, and cut without a word.
    var maximum: Int?
    var isRequired = true
    var hasFocus = false
    /// Whether phones must not correct the spelling or the capitals.
    var isPlain = false
}

extension FormField {
    static func username(_ value: String = "", error: Text? = nil, hint: Text? = nil) -> FormField {
        FormField(
            name: "username", label: Text("Username"), value: value, hint: hint, error: error, autocomplete: "username",
            isPlain: true)
    }

    static func newUsername(_ value: String = "", error: Text? = nil) -> FormField {
        var field = username(
            value, error: error,
            hint: Text("3 to 32 characters: a–z, 0–9, dot, dash, underscore. You cannot change it later."))
        field.minimum = Username.lengths.lowerBound
        field.maximum = Username.lengths.upperBound
        return field
    }

    static func nickname(_ value: String = "", error: Text? = nil, isRequired: Bool = true) -> FormField {
        FormField(
            name: "nickname", label: Text("Nickname"), value: value,
            hint: Text("The name others see: up to 50 characters, in any script."), error: error,
            autocomplete: "nickname",
            isRequired: isRequired)
    }

    static func password(error: Text? = nil) -> FormField {
        FormField(
            name: "password", label: Text("Password"), type: "password", error: error, autocomplete: "current-password",
            isPlain: true)
    }

    static func passwordConfirmation(error: Text? = nil) -> FormField {
        FormField(
            name: TextField.passwordConfirmation.rawValue, label: Text("Password"), type: "password", error: error,
            autocomplete: "current-password", hasFocus: true, isPlain: true)
    }

    static func currentPassword(error: Text? = nil) -> FormField {
        FormField(
            name: "current_password", label: Text("Current password"), type: "password", error: error,
            autocomplete: "current-password", isPlain: true)
    }

    /// The code that an authenticator app shows.
    static func code(error: Text? = nil, hint: Text? = nil, hasFocus: Bool = false) -> FormField {
        FormField(
            name: "code", label: Text("Code"), hint: hint, error: error, autocomplete: "one-time-code",
            inputMode: "numeric",
            hasFocus: hasFocus, isPlain: true)
    }

    /// Recovery codes have letters, so phones show the whole keyboard.
    static func recoveryCode(_ value: String = "", error: Text? = nil) -> FormField {
        FormField(
            name: "recovery_code", label: Text("Recovery code"), value: value,
            hint: Text("Groups of four letters and digits."), error: error,
            autocomplete: "off", hasFocus: error != nil, isPlain: true)
    }

    static func newPassword(name: String, label: Text, error: Text? = nil) -> FormField {
        FormField(
            name: name, label: label, type: "password",
            hint: Text("At least 8 characters. A few words in a row are easy to remember and hard to guess."),
            error: error,
            autocomplete: "new-password", minimum: Password.lengths.lowerBound, isPlain: true)
    }
}
