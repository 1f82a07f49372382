struct SignInView: View {
    static let template = "login.html"
    static var fields: [Field<Self>] {
        [
            .problem("problem", \.problem),
            .flag("isDisabled", \.isDisabled),
            .part("username") { FormField.username($0.username) },
            .part("password") { _ in FormField.password() },
            .flag("remembered", \.isRemembered),
            .text("next", \.next),
            .text("signUpPath") { LocalPath.through(paths.signUp, to: $0.next.flatMap(LocalPath.init)) },
        ]
    }

    var username = ""
    var isRemembered = false
    var next: String?
    var problem: Text?
    /// Whether the account is disabled, so that the page says whom to ask.
    var isDisabled = false
}
