import Accounts

struct SignUpView: View {
    static let template = "signup.html"
    static var fields: [Field<Self>] {
        [
            .text("problem") {
                $0.refusal == nil ? nil : Text("Your account could not be made yet. Please look below.")
            },
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
