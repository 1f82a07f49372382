import Accounts
import Media

// What the rules of the domain say to the person whose input they refuse.

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

extension Username.Problem {
    /// For the command line.
    public var englishMessage: String { message.english }
}

extension Nickname.Problem {
    /// For the command line.
    public var englishMessage: String { message.english }
}

extension Password.Problem {
    var message: Text {
        switch self {
        case .tooShort: Text("A password has at least 8 characters.")
        case .tooLong: Text("A password has at most 256 characters.")
        case .tooCommon: Text("This password is one of those that are tried first. Please choose another.")
        case .sameAsUsername: Text("The password cannot be the username.")
        case .breached: Text("This password was in a data breach, so others know it. Please choose another.")
        }
    }
}

extension Accounts.WrongCredentials {
    var message: Text { Text("This username and password do not belong together.") }
}

extension Accounts.AccountDisabled {
    var message: Text { Text("This account has been disabled. Please ask whoever runs this site.") }
}

extension Accounts.TooManyAttempts {
    var message: Text {
        guard seconds >= 60 else {
            return Text(
                seconds, one: "There have been too many attempts. Please try again in a second.",
                other: "There have been too many attempts. Please try again in \(seconds) seconds.")
        }
        let minutes = (seconds + 59) / 60
        return Text(
            minutes, one: "There have been too many attempts. Please try again in a minute.",
            other: "There have been too many attempts. Please try again in \(minutes) minutes.")
    }
}

extension Accounts.WrongCode {
    var message: Text { Text("This code is not valid. Apps show a new one every 30 seconds, and each works once.") }
    var messageOfRecovery: Text { Text("This recovery code is not valid, or has been used before.") }
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
