struct SignInCodeView: View {
    static let template = "login-code.html"
    static var fields: [Field<Self>] {
        [
            .problem("problem", \.problem),
            .flag("isRecovery", \.isRecovery),
            .part("code") {
                FormField.code(
                    error: $0.isRecovery ? nil : $0.codeProblem, hint: Text("The six digits that your app shows now."),
                    hasFocus: !$0.isRecovery)
            },
            .part("recoveryCode") {
                FormField.recoveryCode($0.recoveryCode, error: $0.isRecovery ? $0.codeProblem : nil)
            },
            .text("next", \.next),
        ]
    }

    var next: String?
    /// Whether the form for recovery codes was sent.
    var isRecovery = false
    /// What was typed, to be mended: a code that is not valid is no secret.
    var recoveryCode = ""
    var problem: Text?
    var codeProblem: Text?
}
