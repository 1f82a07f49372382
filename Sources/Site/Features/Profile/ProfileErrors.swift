import Accounts
import HTTP
import Media

extension AvatarStore.Unavailable: PublicError {
    var details: ProblemDetails {
        ProblemDetails(
            .serviceUnavailable, Text("No pictures can be uploaded"),
            Text("This site lacks the program that it makes pictures with, so nothing was changed."),
            advice: Text("Please tell whoever runs this site."), asksOperator: true)
    }
}

extension Nickname.Problem {
    var message: Text {
        switch self {
        case .empty: Text("Please enter a nickname.")
        case .tooLong: Text("A nickname has at most 50 characters.")
        case .forbiddenCharacter:
            Text(
                "A nickname cannot contain line breaks, control characters or marks that change the writing direction.")
        }
    }
}

extension Nickname.Problem {
    /// For the command line.
    public var englishMessage: String { message.english }
}

extension ImageRejected {
    var message: Text {
        switch self {
        case .unknownFormat: Text("This is not a picture in PNG, JPEG, GIF or WebP format.")
        case .damaged: Text("This picture is damaged, or of a kind that cannot be read.")
        case .tooCostly: Text("This picture takes too long to read. Please choose a smaller one.")
        case .empty: Text("This file is empty.")
        case .tooManyPixels(_, _, let limit): Text("This picture has more than \(limit / 1_000_000) megapixels.")
        }
    }
}

extension Nickname.Problem: PublicError {
    var details: ProblemDetails { InvalidInput(.nickname, message).details }
}

extension PasswordChangeRefused: PublicError {
    var details: ProblemDetails {
        var problems: [InvalidInput.Problem] = []
        if let text = currentMessage { problems.append(.init(field: TextField.currentPassword.rawValue, text: text)) }
        if let text = new?.message { problems.append(.init(field: TextField.newPassword.rawValue, text: text)) }
        return .invalid(problems)
    }

    var currentMessage: Text? { currentIsWrong ? Text("This is not your current password.") : nil }
}

extension PreferencesForm.Refused: PublicError {
    var details: ProblemDetails {
        .invalid(
            [(TextField.language, language), (.timeZone, timeZone)].compactMap { field, text in
                text.map { InvalidInput.Problem(field: field.rawValue, text: $0) }
            })
    }
}

extension StatusForm.Refused: PublicError {
    var details: ProblemDetails {
        .invalid(
            [(TextField.emoji, emoji), (.status, text)].compactMap { field, text in
                text.map { InvalidInput.Problem(field: field.rawValue, text: $0) }
            })
    }
}
