import Accounts

extension Username.Problem {
    var message: Text {
        switch self {
        case .tooShort: Text("A username has at least 3 characters.")
        case .tooLong: Text("A username has at most 32 characters.")
        case .forbiddenCharacter: Text("Use only the letters a to z, digits, dots, dashes and underscores.")
        case .reserved: Text("This name is kept for the site itself. Please choose another.")
        case .taken: Text("This username is taken. Please choose another.")
        }
    }
}

extension Username.Problem {
    /// For the command line.
    public var englishMessage: String { message.english }
}

extension Password.Problem {
    var message: Text {
        switch self {
        case .tooShort: Text("A password has at least 8 characters.")
        case .tooLong: Text("A password has at most 256 characters.")
        case .tooCommon: Text("This password is too common. Please choose another.")
        case .unchanged: Text("This is the password that you have already. Please choose another.")
        case .sameAsUsername: Text("The password cannot be the username.")
        case .breached: Text("This password was in a data breach, so others know it. Please choose another.")
        }
    }
}

extension SignUpRefused: PublicError {
    var details: ProblemDetails {
        let problems = [
            (TextField.username, username?.message), (.nickname, nickname?.message), (.password, password?.message),
        ]
        return .invalid(
            problems.compactMap { field, text in text.map { InvalidInput.Problem(field: field.rawValue, text: $0) } })
    }
}
