import Accounts

struct SignUpView: View {
    static let template = "signup.html"
    static var fields: [Field<Self>] {
        [
            .text("path", \.path),
            .flag("isInvited", \.isInvited),
            .text("inviter", \.inviter),
            .flag("isFirst") { $0.state == .first },
            .flag("awaitsAdministrator") { $0.state == .awaitsAdministrator },
            .flag("needsInvitation") { $0.state == .invited },
            .flag("isClosed") { $0.state == .closed },
            .flag("isRefused") { $0.refusal != nil },
            .flag("remembered", \.isRemembered),
            .part("username") { FormField.newUsername($0.username, error: $0.refusal?.username?.message) },
            .part("nickname") {
                FormField.nickname($0.nickname, error: $0.refusal?.nickname?.message, isRequired: false)
            },
            .part("password") {
                FormField.newPassword(name: "password", label: Text("Password"), error: $0.refusal?.password?.message)
            },
        ]
    }

    /// Where the form is sent.
    let path: String
    var state = SignUpState.open
    var isInvited = false
    /// The nickname of who has made the invitation; nil for the operator.
    var inviter: String?
    var username = ""
    var nickname = ""
    var isRemembered = false
    var refusal: SignUpRefused?
}
