import Accounts
import Avatars

// What the rules of the domain say to the person whose input they refuse.

extension Username.Problem {
    public var message: String {
        switch self {
        case .tooShort: "A username has at least 3 characters."
        case .tooLong: "A username has at most 32 characters."
        case .forbiddenCharacter: "Use only the letters a to z, digits, dots, dashes and underscores."
        case .reserved: "This name is kept for the site itself. Please choose another."
        case .taken: "This username is taken. Please choose another."
        }
    }
}

extension Nickname.Problem {
    public var message: String {
        switch self {
        case .empty: "Please enter a nickname."
        case .tooLong: "A nickname has at most 50 characters."
        case .forbiddenCharacter:
            "A nickname cannot contain line breaks, control characters or marks that change the writing direction."
        }
    }
}

extension Password.Problem {
    var message: String {
        switch self {
        case .tooShort: "A password has at least 8 characters."
        case .tooLong: "A password has at most 256 characters."
        case .tooCommon: "This password is one of those that are tried first. Please choose another."
        case .sameAsUsername: "The password cannot be the username."
        }
    }
}

extension Accounts.WrongCredentials {
    var message: String { "This username and password do not belong together." }
}

extension Accounts.AccountDisabled {
    var message: String { "This account has been disabled. Please ask whoever runs this site." }
}

extension Accounts.TooManyTries {
    var message: String { "There have been too many tries. Please try again \(Self.wait(seconds))." }

    private static func wait(_ seconds: Int) -> String {
        seconds < 60 ? "in \(seconds) seconds" : "in \((seconds + 59) / 60) minutes"
    }
}

extension Accounts.WrongCode {
    var message: String { "This code is not valid. Apps show a new one every 30 seconds, and each works once." }
    var messageOfRecovery: String { "This recovery code is not valid, or has been used before." }
}

extension ImageRejected {
    var message: String {
        switch self {
        case .unknownFormat: "This is not a picture in PNG, JPEG, GIF or WebP format."
        case .damaged: "This picture is damaged, or of a kind that cannot be read."
        case .tooCostly: "This picture takes too long to read. Please choose a smaller one."
        case .empty: "This file is empty."
        case .tooManyPixels(_, _, let limit): "This picture has more than \(limit / 1_000_000) megapixels."
        }
    }
}
