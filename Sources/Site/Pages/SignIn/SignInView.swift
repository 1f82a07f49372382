struct SignInView: View {
    static let template = "login.html"
    static var fields: [Field<Self>] {
        [
            .text("problem") { $0.hasFailed ? "This username and password do not belong together." : nil },
            .part("username") { FormField.username($0.username) },
            .part("password") { _ in FormField.password() },
            .flag("remembered", \.isRemembered),
            .text("next", \.next),
        ]
    }

    var username = ""
    var isRemembered = false
    var next: String?
    var hasFailed = false
}
