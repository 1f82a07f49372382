struct PasswordConfirmationView: View {
    static let template = "proof.html"
    static var fields: [Field<Self>] {
        [
            .text("action", \.action),
            .text("username", \.username),
            .parts("carried", \.carried),
            .part("password") {
                FormField.passwordConfirmation(error: $0.isPasswordWrong ? Text("This is not your password.") : nil)
            },
        ]
    }

    let action: String
    let username: String
    let carried: [CarriedField]
    let isPasswordWrong: Bool

    init(action: String, username: String, form: URLEncodedForm, isPasswordWrong: Bool) {
        self.action = action
        self.username = username
        self.isPasswordWrong = isPasswordWrong
        carried = TextField.allCases.filter { $0 != .passwordConfirmation }.compactMap { field in
            form[field].map { CarriedField(name: field.rawValue, value: $0) }
        }
    }
}

/// A field of the post that waits for the password.
struct CarriedField: View {
    static let template = "carried-field.html"
    static var fields: [Field<Self>] { [.text("name", \.name), .text("value", \.value)] }

    let name: String
    let value: String
}
