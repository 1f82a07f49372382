struct SignInView: View {
    static let template = "login.html"
    static var fields: [Field<Self>] {
        [
            .text("problem", \.problem),
            .part("username") { FormField.username($0.username) },
            .part("password") { _ in FormField.password() },
            .flag("remembered", \.isRemembered),
            .text("next", \.next),
        ]
    }

    var username = ""
    var isRemembered = false
    var next: String?
    var problem: Text?
}
