import Accounts

struct SignUpView: View {
    static let template = "signup.html"
    static var fields: [Field<Self>] {
        [
            .flag("isRefused") { $0.refusal != nil },
            .part("username") { FormField.newUsername($0.username, error: $0.refusal?.username?.message) },
            .part("nickname") {
                FormField.nickname($0.nickname, error: $0.refusal?.nickname?.message, isRequired: false)
            },
            .part("password") {
                FormField.newPassword(name: "password", label: Text("Password"), error: $0.refusal?.password?.message)
            },
        ]
    }

    var username = ""
    var nickname = ""
    var refusal: SignUpRefused?
}
