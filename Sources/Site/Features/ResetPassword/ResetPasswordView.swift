import Accounts

struct ResetPasswordView: View {
    static let template = "reset.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.path),
            .text("username", \.username),
            .part("newPassword") {
                FormField.newPassword(
                    name: "new_password", label: Text("New password"), error: $0.passwordProblem?.message)
            },
        ]
    }

    let path: String
    let username: String
    var passwordProblem: Password.Problem?

    init(_ link: ResetToken, owner: User) {
        path = paths.resetPassword(link)
        username = owner.username.text
    }
}
